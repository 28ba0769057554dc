import { Prisma } from '../../generated/client'

/**
 * Dates and times as text, digit by digit, whatever the collation of the database is; an end that is less precise holds
 * all it begins (`~` comes after every digit). An index with text_pattern_ops answers it.
 */
export function rangeCondition(
  column: Prisma.Sql,
  { from, to }: { from: string | null; to: string | null },
): Prisma.Sql {
  const low = from === null ? Prisma.empty : Prisma.sql`and ${column} ~>=~ ${from}`
  const high = to === null ? Prisma.empty : Prisma.sql`and ${column} ~<=~ ${`${to}~`}`
  return Prisma.sql`(${column} <> '' ${low} ${high})`
}
