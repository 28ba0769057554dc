import type { Match } from '@/lib/dicom/matching'
import { isAtOrAbove, type QueryLevel } from '@/lib/dicom/query-level'
import { Prisma } from '../generated/client'
import { findColumn, findColumns, type FindKeyword } from './sql/find-columns'
import { findCondition } from './sql/find-condition'
import { withinSearchTime } from './within-search-time'

export interface FindRowsInput {
  level: QueryLevel
  keys: { keyword: FindKeyword; match: Match }[]
  /** Only studies of this referring physician, by folded name; null for all. */
  referringPhysicianKey: string | null
  limit: number
  offset: number
}

/** A hit: the index's attributes of its level and above by keyword, and `pk`, our own id. */
export type FindRow = { pk: string } & Record<string, string | number | string[] | null>

const own = { study: 'st.id', series: 'se.id', instance: 'i.id' } satisfies Record<QueryLevel, string>

const tables = {
  study: 'study st join patient p on p.id = st.patient_pk',
  series: 'series se join study st on st.id = se.study_pk join patient p on p.id = st.patient_pk',
  instance:
    'instance i join series se on se.id = i.series_pk join study st on st.id = se.study_pk join patient p on p.id = st.patient_pk',
} satisfies Record<QueryLevel, string>

/**
 * Hits in the order they came into the archive: new ones only ever come after the last, so pages that are fetched while
 * images arrive hold everything that was there, once (conformance B56).
 */
export async function findRows(input: FindRowsInput): Promise<FindRow[]> {
  const { level, limit, offset } = input
  const columns = Object.entries(findColumns)
    .filter(([, column]) => isAtOrAbove(column.level, level))
    .map(([keyword, { column }]) => `${column} as "${keyword}"`)
  return withinSearchTime(
    (tx) => tx.$queryRaw<FindRow[]>`
    select ${Prisma.raw(`${own[level]} as pk, ${columns.join(', ')}`)}
    from ${Prisma.raw(tables[level])}
    where ${where(input)}
    order by ${Prisma.raw(own[level])}
    limit ${limit} offset ${offset}`,
  )
}

export async function countRows(input: Omit<FindRowsInput, 'limit' | 'offset'>): Promise<number> {
  const [row] = await withinSearchTime(
    (tx) => tx.$queryRaw<{ count: bigint }[]>`
    select count(*) as count from ${Prisma.raw(tables[input.level])} where ${where(input)}`,
  )
  return Number(row?.count ?? 0)
}

function where({ keys, referringPhysicianKey }: Omit<FindRowsInput, 'limit' | 'offset'>): Prisma.Sql {
  const conditions = keys.flatMap(({ keyword, match }) => {
    const column = findColumn(keyword)
    const condition = column && findCondition(column, match)
    return condition ? [condition] : []
  })
  return Prisma.join([ownOrders(referringPhysicianKey), ...conditions], ' and ')
}

function ownOrders(key: string | null): Prisma.Sql {
  return key === null ? Prisma.sql`true` : Prisma.sql`st.referring_physician_key = ${key}`
}
