import { findColumns, type FindColumn } from '@/lib/db/archive/sql/find-columns'
import type { FindRow } from '@/lib/db/archive/find-rows'
import type { DicomJson, JsonAttribute, JsonPersonName } from '@/lib/dicom/dicom-json'
import { tagOf, vrOf } from '@/lib/dicom/dictionary'
import { isAtOrAbove, levelOf, type QueryLevel } from '@/lib/dicom/query-level'
import { splitPersonName } from '@/lib/dicom/split-person-name'

/** What a hit shows besides its default attributes: nothing, everything of its level, or these. */
export type Include = 'all' | readonly string[]

interface Column {
  tag: string
  vr: string
  /** null: the same for every hit. */
  keyword: string | null
}

/** What each level shows, ascending, worked out once: a page has thousands of attributes. */
const columns: Record<QueryLevel, readonly Column[]> = {
  study: columnsOf('study'),
  series: columnsOf('series'),
  instance: columnsOf('instance'),
}

const fixed: Record<string, JsonAttribute> = {
  [tagOf('SpecificCharacterSet')]: { vr: 'CS', Value: ['ISO_IR 192'] },
  [tagOf('InstanceAvailability')]: { vr: 'CS', Value: ['ONLINE'] },
}

function columnsOf(level: QueryLevel): Column[] {
  const own = (Object.entries(findColumns) as [string, FindColumn][])
    .filter(([, column]) => isAtOrAbove(column.level, level))
    .map(([keyword]): Column => ({ tag: tagOf(keyword), vr: vrOf(tagOf(keyword)), keyword }))
  const same = ['SpecificCharacterSet', 'InstanceAvailability'].map((keyword): Column => ({
    tag: tagOf(keyword),
    vr: 'CS',
    keyword: null,
  }))
  return [...own, ...same].sort((a, b) => (a.tag < b.tag ? -1 : 1))
}

/** A hit as DICOM JSON: the index's attributes, those asked for from its metadata, ascending (PS3.18 10.6.3.3). */
export function findResult(
  row: FindRow,
  { level, include, metadata }: { level: QueryLevel; include: Include; metadata: DicomJson | null },
): DicomJson {
  const json: DicomJson = {}
  for (const { tag, vr, keyword } of columns[level]) {
    json[tag] = keyword === null ? (fixed[tag] ?? { vr }) : attributeOf(vr, row[keyword] ?? null)
  }
  if (!metadata) return json
  let isMore = false
  for (const [tag, attribute] of Object.entries(metadata)) {
    const isWanted = include === 'all' || include.includes(tag)
    // A study has no slice thickness: what belongs further down would be that of an arbitrary image.
    if (!isWanted || json[tag] || attribute.BulkData || !isAtOrAbove(levelOf(tag), level)) continue
    json[tag] = attribute
    isMore = true
  }
  return isMore ? Object.fromEntries(Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1))) : json
}

function attributeOf(vr: string, value: string | number | string[] | null): JsonAttribute {
  const values = Array.isArray(value) ? value : value === null || value === '' ? [] : [value]
  if (values.length === 0) return { vr }
  return vr === 'PN' ? { vr, Value: values.map((name) => personName(String(name))) } : { vr, Value: values }
}

function personName(text: string): JsonPersonName {
  const { alphabetic, ideographic, phonetic } = splitPersonName(text)
  return {
    ...(alphabetic && { Alphabetic: alphabetic }),
    ...(ideographic && { Ideographic: ideographic }),
    ...(phonetic && { Phonetic: phonetic }),
  }
}
