import type { Match } from '@/lib/dicom/matching'
import { likePattern } from '@/lib/dicom/wildcard'
import { assertNever } from '@/lib/errors'
import { Prisma } from '../../generated/client'
import type { FindColumn } from './find-columns'

/** One matching key as a condition; null where it matches everything (PS3.4 C.2.2.2). */
export function findCondition(column: FindColumn, match: Match): Prisma.Sql | null {
  if (match.kind === 'universal') return null
  switch (column.kind) {
    case 'text':
      return textCondition(Prisma.raw(column.column), match)
    case 'integer':
      return integerCondition(Prisma.raw(column.column), match)
    case 'array': {
      const inner = textCondition(Prisma.raw('value'), match)
      return Prisma.sql`exists (select 1 from unnest(${Prisma.raw(column.column)}) as each(value) where ${inner})`
    }
    case 'name':
      return nameCondition(column, match)
    default:
      return assertNever(column.kind)
  }
}

type Selective = Exclude<Match, { kind: 'universal' }>

function textCondition(column: Prisma.Sql, match: Selective): Prisma.Sql {
  switch (match.kind) {
    case 'equals':
      return Prisma.sql`${column} = any(${match.values}::text[])`
    case 'wildcard':
      return Prisma.sql`${column} like ${likePattern(match.pattern)}`
    case 'range':
      return rangeCondition(column, match)
    case 'words':
      return Prisma.sql`false`
    default:
      return assertNever(match)
  }
}

/** Dates and times as text, digit by digit; an end that is less precise holds all it begins. */
function rangeCondition(
  column: Prisma.Sql,
  { from, to }: { from: string | null; to: string | null },
): Prisma.Sql {
  const low = from === null ? Prisma.empty : Prisma.sql`and ${column} collate "C" >= ${from}`
  const high = to === null ? Prisma.empty : Prisma.sql`and left(${column}, ${to.length}) collate "C" <= ${to}`
  return Prisma.sql`(${column} <> '' ${low} ${high})`
}

function integerCondition(column: Prisma.Sql, match: Selective): Prisma.Sql {
  if (match.kind !== 'equals') return Prisma.sql`false`
  const numbers = match.values.map(Number).filter((n) => Number.isInteger(n) && Math.abs(n) <= 0x7fffffff)
  return Prisma.sql`${column} = any(${numbers}::int[])`
}

/**
 * By the folded name. Its component groups are joined by blanks, so a name that has several also matches by the first
 * one alone, and by a later one when that is asked for in its own script.
 */
function nameCondition({ column, key = column }: FindColumn, match: Selective): Prisma.Sql {
  const folded = Prisma.raw(key)
  const hasGroups = Prisma.sql`${Prisma.raw(column)} like '%=%'`
  if (match.kind === 'words') {
    const words = match.words.map((word) => Prisma.sql`(' ' || ${folded}) like ${`% ${likePattern(word)}%`}`)
    return words.length === 0 ? Prisma.sql`true` : Prisma.sql`(${Prisma.join(words, ' and ')})`
  }
  if (match.kind === 'range') return Prisma.sql`false`
  const patterns = match.kind === 'wildcard' ? [match.pattern] : match.values
  const any = patterns.map((pattern) => {
    const like = likePattern(match.kind === 'wildcard' ? pattern : pattern.replace(/[*?]/g, ' '))
    const later = /[^\p{Script=Latin}\p{Script=Common}]/u.test(pattern)
      ? Prisma.sql`or ${folded} like ${`% ${like}`} or ${folded} like ${`% ${like} %`}`
      : Prisma.empty
    return Prisma.sql`(${folded} like ${like} or (${hasGroups} and (${folded} like ${`${like} %`} ${later})))`
  })
  return Prisma.sql`(${Prisma.join(any, ' or ')})`
}
