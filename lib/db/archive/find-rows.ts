import type { Match } from '@/lib/dicom/matching'
import { isAtOrAbove, type QueryLevel } from '@/lib/dicom/query-level'
import { Prisma } from '../generated/client'
import { combinedCondition } from './sql/combined-condition'
import { findColumn, findColumns, type FindKeyword } from './sql/find-columns'
import { findCondition } from './sql/find-condition'
import { withinSearchTime } from './within-search-time'

export interface FindRowsInput {
  level: QueryLevel
  keys: readonly { keyword: FindKeyword; match: Match }[]
  /** Ranges of a date and its time are one range of moments (PS3.4 C.2.2.2.5.4). */
  combinedDatetime?: boolean
  /** Only studies of this referring physician, by folded name; null for all. */
  referringPhysicianKey: string | null
  limit: number
  offset: number
}

export type Conditions = Omit<FindRowsInput, 'limit' | 'offset'>

/** A hit: the index's attributes of its level and above by keyword, and `pk`, our own id. */
export type FindRow = { pk: string } & Record<string, string | number | string[] | null>

const own = { study: 'st.id', series: 'se.id', instance: 'i.id' } satisfies Record<QueryLevel, string>

/** What was deleted leaves studies and series without images behind: they are not there for anybody who searches. */
const present = {
  study: 'st.number_of_study_related_instances > 0',
  series: 'se.number_of_series_related_instances > 0',
  instance: 'true',
} satisfies Record<QueryLevel, string>

const tables = {
  study: 'study st',
  series: 'series se join study st on st.id = se.study_pk',
  instance: 'instance i join series se on se.id = i.series_pk join study st on st.id = se.study_pk',
} satisfies Record<QueryLevel, string>
const patient = 'join patient p on p.id = st.patient_pk'

const selected = (level: QueryLevel): Prisma.Sql => {
  const columns = Object.entries(findColumns)
    .filter(([, column]) => isAtOrAbove(column.level, level))
    .map(([keyword, { column }]) => `${column} as "${keyword}"`)
  return Prisma.raw(`${own[level]} as pk, ${columns.join(', ')} from ${tables[level]} ${patient}`)
}
const selects = { study: selected('study'), series: selected('series'), instance: selected('instance') }

/**
 * Hits in the order they came into the archive: new ones only ever come after the last, so pages that are fetched while
 * images arrive hold everything that was there, once (conformance B56).
 */
export function findRows(input: FindRowsInput): Promise<FindRow[]> {
  return withinSearchTime(findRowsStatement(input))
}

export function findRowsStatement(input: FindRowsInput): Prisma.Sql {
  const { level, limit, offset } = input
  return Prisma.sql`
    select ${selects[level]}
    where ${where(input)}
    order by ${Prisma.raw(own[level])}
    limit ${limit} offset ${offset}`
}

/**
 * A page of hits and how many come after it, at most `most`. Of a patient all studies are found once, by their ids, and
 * only the page is read: putting them in order takes finding all of them anyway. Of what may be half the archive the page
 * comes first.
 */
export async function findPage(
  input: FindRowsInput & { most: number },
): Promise<{ rows: FindRow[]; following: number }> {
  const { limit, offset, most } = input
  if (isAboutFew(input)) {
    const rows = await withinSearchTime<FindRow & { total: number }>(pageStatement(input))
    return { rows, following: Math.min(most, Math.max(0, (rows[0]?.total ?? 0) - offset - limit)) }
  }
  // One more than asked for says whether counting is worth it.
  const found = await findRows({ ...input, limit: limit + 1 })
  const isMore = found.length > limit
  const following = isMore ? await countRows({ ...input, offset: offset + limit, most }) : 0
  return { rows: found.slice(0, limit), following }
}

export function pageStatement(input: FindRowsInput): Prisma.Sql {
  const { level, limit, offset } = input
  const id = Prisma.raw(own[level])
  return Prisma.sql`
    with hits as materialized (
      select ${id} as pk from ${Prisma.raw(`${tables[level]} ${isOfPatient(input) ? patient : ''}`)}
      where ${where(input)}),
    page as (select pk as hit from hits order by pk limit ${limit} offset ${offset})
    select (select count(*)::int from hits) as total, ${selects[level]} join page on page.hit = ${id}
    order by ${id}`
}

const few: readonly FindKeyword[] = ['PatientName', 'PatientID', 'AccessionNumber']

function isAboutFew({ level, keys }: Conditions): boolean {
  return (
    level === 'study' &&
    keys.some(({ keyword, match }) => few.includes(keyword) && match.kind !== 'universal')
  )
}

function isOfPatient({ keys }: Conditions): boolean {
  return keys.some(({ keyword }) => findColumn(keyword)?.column.startsWith('p.'))
}

/** How many hits come after the first `offset`; counts `most` at most, so that it costs the same in a large archive. */
async function countRows(input: Conditions & { offset: number; most: number }): Promise<number> {
  const { level, offset, most } = input
  const [row] = await withinSearchTime<{ count: number }>(Prisma.sql`
    select count(*)::int as count from (
      select 1 from ${Prisma.raw(`${tables[level]} ${isOfPatient(input) ? patient : ''}`)}
      where ${where(input)} limit ${most} offset ${offset}) as further`)
  return row?.count ?? 0
}

function where({ level, keys, combinedDatetime, referringPhysicianKey }: Conditions): Prisma.Sql {
  const combined = combinedDatetime ? combinedCondition(keys) : null
  const conditions = keys.flatMap(({ keyword, match }) => {
    if (combined?.times.includes(keyword)) return []
    const column = findColumn(keyword)
    const condition = column && findCondition(column, match)
    return condition ? [condition] : []
  })
  return Prisma.join(
    [
      Prisma.raw(present[level]),
      ...ownOrders(referringPhysicianKey),
      ...(combined?.conditions ?? []),
      ...conditions,
    ],
    ' and ',
  )
}

function ownOrders(key: string | null): Prisma.Sql[] {
  return key === null ? [] : [Prisma.sql`st.referring_physician_key = ${key}`]
}
