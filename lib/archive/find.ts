import { setImmediate } from 'node:timers/promises'
import type { StudyScope } from '@/lib/access/may'
import { findMetadata } from '@/lib/db/archive/find-metadata'
import { findPage, findRows, type Conditions, type FindRow } from '@/lib/db/archive/find-rows'
import { findColumn, findColumns, type FindKeyword } from '@/lib/db/archive/sql/find-columns'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { keywordOf, tagOf } from '@/lib/dicom/dictionary'
import type { AttributeMatch } from '@/lib/dicom/matching'
import { matchesDataSet } from '@/lib/dicom/matches-data-set'
import { isAtOrAbove, levelOf, type QueryLevel } from '@/lib/dicom/query-level'
import { AppError } from '@/lib/errors'
import { storage } from '@/lib/storage/storage'
import { findResult, type Include } from './find-result'
import { unpackMetadata } from './pack-metadata'

export interface FindQuery {
  level: QueryLevel
  matches: readonly AttributeMatch[]
  /** Attributes beyond the default ones, by tag. */
  include: Include
  /** Ranges of a date and its time are one range of moments (PS3.4 C.2.2.2.5.4). */
  combinedDatetime?: boolean
  limit: number
  offset: number
}

export interface FindAnswer {
  results: DicomJson[]
  /** Hits after the last one given; what is beyond ten thousand is not counted. */
  remaining: number
}

/** So many hits of the index are opened at most for keys that only the metadata can answer. */
const mostOpened = 10_000
const page = 500
const mostCounted = 10_000

/**
 * Search for studies, series or instances (PS3.18 10.6, PS3.4 C.4.1): keys of the index by the database, any other one
 * (sequences, private attributes) by the metadata of the hit, which for a study or series is that of its last image.
 * Hits outside the scope do not exist.
 * @throws AppError invalid for a key that its level does not have, too-large when the search must be narrowed
 */
export async function find(query: FindQuery, scope: StudyScope): Promise<FindAnswer> {
  if (scope.kind === 'none') return { results: [], remaining: 0 }
  for (const match of query.matches) requireLevel(match, query.level)
  const keys = query.matches.flatMap((match) => {
    const keyword = indexKeyword(match)
    return keyword ? [{ keyword, match: match.match }] : []
  })
  const deep = query.matches.filter((match) => !indexKeyword(match) && match.match.kind !== 'universal')
  const referringPhysicianKey = scope.kind === 'all' ? null : scope.referringPhysicianKey
  const { level, combinedDatetime = false } = query
  const input = { level, keys, combinedDatetime, referringPhysicianKey }
  return deep.length === 0 ? findByIndex(query, input) : findByMetadata(query, input, deep)
}

async function findByIndex(query: FindQuery, input: Conditions): Promise<FindAnswer> {
  const { limit, offset } = query
  const { rows, following } = await findPage({ ...input, limit, offset, most: mostCounted })
  const metadata = needsMetadata(query) ? await opened(query.level, rows) : new Map<string, DicomJson>()
  return { results: rows.map((row) => resultOf(row, query, metadata)), remaining: following }
}

async function findByMetadata(
  query: FindQuery,
  input: Conditions,
  deep: readonly AttributeMatch[],
): Promise<FindAnswer> {
  const hits: DicomJson[] = []
  for (let offset = 0; ; offset += page) {
    if (offset >= mostOpened) {
      throw new AppError(
        'too-large',
        'This search looks at too many objects: narrow it by date, patient or study.',
      )
    }
    const rows = await findRows({ ...input, limit: page, offset })
    const metadata = await opened(query.level, rows)
    for (const row of rows) {
      if (matchesDataSet(metadata.get(row.pk) ?? {}, deep)) hits.push(resultOf(row, query, metadata))
    }
    if (rows.length < page) break
  }
  const end = query.offset + query.limit
  return { results: hits.slice(query.offset, end), remaining: Math.max(0, hits.length - end) }
}

function resultOf(row: FindRow, query: FindQuery, metadata: ReadonlyMap<string, DicomJson>): DicomJson {
  const include = query.include === 'all' ? 'all' : [...query.include, ...always(query.level)]
  return findResult(row, { level: query.level, include, metadata: metadata.get(row.pk) ?? null })
}

/** A series shows the order it answers, where it has one (PS3.18 table 10.6.3-4). */
function always(level: QueryLevel): string[] {
  return level === 'series' ? [tagOf('RequestAttributesSequence')] : []
}

function needsMetadata({ include, level }: FindQuery): boolean {
  if (include === 'all' || level === 'series') return true
  return include.some((tag) => !findColumn(keywordOf(tag) ?? '') && isAtOrAbove(levelOf(tag), level))
}

async function opened(level: QueryLevel, rows: readonly FindRow[]): Promise<Map<string, DicomJson>> {
  const store = await storage()
  const sealed = await findMetadata(
    level,
    rows.map((row) => row.pk),
  )
  const json = new Map<string, DicomJson>()
  for (const [pk, pack] of sealed) {
    json.set(pk, unpackMetadata(store, pack))
    // Thousands of them must not hold up the requests of others.
    if (json.size % 50 === 0) await setImmediate()
  }
  return json
}

function indexKeyword({ path }: AttributeMatch): FindKeyword | null {
  const keyword = path.length === 1 ? keywordOf(path[0] ?? '') : undefined
  return keyword !== undefined && Object.hasOwn(findColumns, keyword) ? (keyword as FindKeyword) : null
}

/** Matching a study by one image's attribute would find it by chance: it is refused, not ignored (conformance B39). */
function requireLevel(match: AttributeMatch, level: QueryLevel): void {
  const keyword = indexKeyword(match)
  const own = (keyword && findColumn(keyword)?.level) ?? levelOf(match.path[0] ?? '')
  if (isAtOrAbove(own, level)) return
  throw new AppError('invalid', `${match.name} cannot be searched by at the level of the ${level}.`)
}
