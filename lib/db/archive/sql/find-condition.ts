import type { Match } from '@/lib/dicom/matching'
import { likePattern } from '@/lib/dicom/wildcard'
import { assertNever } from '@/lib/errors'
import { Prisma } from '../../generated/client'
import type { FindColumn, Words } from './find-columns'
import { rangeCondition } from './range-condition'

/** One matching key as a condition; null where it matches everything (PS3.4 C.2.2.2). */
export function findCondition(column: FindColumn, match: Match): Prisma.Sql | null {
  if (match.kind === 'universal') return null
  switch (column.kind) {
    case 'text':
      return textCondition(Prisma.raw(column.column), match)
    case 'integer':
      return integerCondition(Prisma.raw(column.column), match)
    case 'array': {
      if (match.kind === 'equals') return Prisma.sql`${Prisma.raw(column.column)} && ${match.values}::text[]`
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

function integerCondition(column: Prisma.Sql, match: Selective): Prisma.Sql {
  if (match.kind !== 'equals') return Prisma.sql`false`
  const numbers = match.values.map(Number).filter((n) => Number.isInteger(n) && Math.abs(n) <= 0x7fffffff)
  return Prisma.sql`${column} = any(${numbers}::int[])`
}

/**
 * By the folded name. Its component groups are joined by blanks, so a name that has several also matches by the first
 * one alone, and by a later one when that is asked for in its own script.
 */
function nameCondition(column: FindColumn, match: Selective): Prisma.Sql {
  if (match.kind === 'range') return Prisma.sql`false`
  if (match.kind === 'words') return wordsCondition(column, match.words)
  const patterns =
    match.kind === 'wildcard' ? [match.pattern] : match.values.map((value) => value.replace(/[*?]/g, ' '))
  return Prisma.sql`(${Prisma.join(
    patterns.map((pattern) => patternCondition(column, pattern)),
    ' or ',
  )})`
}

function patternCondition({ column, key = column, words }: FindColumn, pattern: string): Prisma.Sql {
  const folded = Prisma.raw(key)
  const like = likePattern(pattern)
  const later = /[^\p{Script=Latin}\p{Script=Common}]/u.test(pattern)
    ? Prisma.sql`or ${folded} like ${`% ${like}`} or ${folded} like ${`% ${like} %`}`
    : Prisma.empty
  const whole = Prisma.sql`(${folded} like ${like}
    or (${Prisma.raw(column)} like '%=%' and (${folded} like ${`${like} %`} ${later})))`
  // Whatever matches has a word with which the pattern begins, and words have an index.
  const [first = ''] = pattern.split(/[ *?]/)
  if (!words || first === '') return whole
  const isWholeWord = first.length < pattern.length && pattern[first.length] === ' '
  return Prisma.sql`(${hasWords(words, [first], isWholeWord)} and ${whole})`
}

/** Fuzzy matching: every word that was asked for begins a component of the name, of whichever group. */
function wordsCondition(
  { column, key = column, words: table }: FindColumn,
  words: readonly string[],
): Prisma.Sql {
  if (words.length === 0) return Prisma.sql`true`
  if (table) return hasWords(table, words, false)
  const begins = words.map(
    (word) => Prisma.sql`(' ' || ${Prisma.raw(key)}) like ${`% ${likePattern(word)}%`}`,
  )
  return Prisma.sql`(${Prisma.join(begins, ' and ')})`
}

/** As long as the words in the table are. */
const longestWord = 64

/** A beginning this short may be that of half the archive: then PostgreSQL decides where to begin. */
const short = 3

/**
 * The owners found by the index first, and then only they are looked at: comparing text is dearer than PostgreSQL takes it
 * for, so that by itself it would rather compare all names of the archive.
 */
function hasWords({ owner, table }: Words, words: readonly string[], isWhole: boolean): Prisma.Sql {
  const owners = words.map((word) => {
    const beginning = likePattern([...word].slice(0, longestWord).join(''))
    const like = isWhole ? beginning : `${beginning}%`
    return Prisma.sql`select patient_pk from ${Prisma.raw(table)} where word like ${like}`
  })
  const found = Prisma.join(owners, ' intersect ')
  const isShort = words.every((word) => [...word].length < short)
  return isShort && words.length === 1
    ? Prisma.sql`${Prisma.raw(owner)} in (${found})`
    : Prisma.sql`${Prisma.raw(owner)} = any(array(${found}))`
}
