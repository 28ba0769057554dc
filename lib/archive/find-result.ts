import { findColumns, type FindColumn } from '@/lib/db/archive/sql/find-columns'
import type { FindRow } from '@/lib/db/archive/find-rows'
import type { DicomJson, JsonAttribute, JsonPersonName } from '@/lib/dicom/dicom-json'
import { tagOf, vrOf } from '@/lib/dicom/dictionary'
import { isAtOrAbove, levelOf, type QueryLevel } from '@/lib/dicom/query-level'
import { splitPersonName } from '@/lib/dicom/split-person-name'

/** What a hit shows besides its default attributes: nothing, everything of its level, or these. */
export type Include = 'all' | readonly string[]

/** A hit as DICOM JSON: the index's attributes, those asked for from its metadata, ascending (PS3.18 10.6.3.3). */
export function findResult(
  row: FindRow,
  { level, include, metadata }: { level: QueryLevel; include: Include; metadata: DicomJson | null },
): DicomJson {
  const json: DicomJson = {}
  for (const [tag, attribute] of Object.entries(metadata ?? {})) {
    const isWanted = include === 'all' || include.includes(tag)
    // A study has no slice thickness: what belongs further down would be that of an arbitrary image.
    if (isWanted && isAtOrAbove(levelOf(tag), level) && !attribute.BulkData) json[tag] = attribute
  }
  for (const [keyword, column] of Object.entries(findColumns) as [string, FindColumn][]) {
    if (!isAtOrAbove(column.level, level)) continue
    json[tagOf(keyword)] = attributeOf(keyword, row[keyword] ?? null)
  }
  json[tagOf('SpecificCharacterSet')] = { vr: 'CS', Value: ['ISO_IR 192'] }
  json[tagOf('InstanceAvailability')] = { vr: 'CS', Value: ['ONLINE'] }
  return json
}

function attributeOf(keyword: string, value: string | number | string[] | null): JsonAttribute {
  const tag = tagOf(keyword)
  const vr = vrOf(tag)
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
