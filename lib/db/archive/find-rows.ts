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

/** How many hits come after the first `offset`; counts `most` at most, so that it costs the same in a large archive. */
export async function countRows(input: Conditions & { offset: number; most: number }): Promise<number> {
  const { level, keys, offset, most } = input
  const ofPatient = keys.some(({ keyword }) => findColumn(keyword)?.column.startsWith('p.'))
  const [row] = await withinSearchTime<{ count: number }>(Prisma.sql`
    select count(*)::int as count from (
      select 1 from ${Prisma.raw(`${tables[level]} ${ofPatient ? patient : ''}`)}
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
