import { attributePath } from '@/lib/dicom/attribute-path'
import { compileMatch, type AttributeMatch } from '@/lib/dicom/matching'
import { AppError } from '@/lib/errors'

export interface QidoQuery {
  matches: AttributeMatch[]
  include: 'all' | string[]
  limit: number
  offset: number
  /** In words, for Warning headers. */
  warnings: string[]
}

export const defaultLimit = 1000
export const maxLimit = 5000

const reserved = new Set(['limit', 'offset', 'includefield', 'fuzzymatching', 'accept', 'charset'])

/** Reads the query of a search (PS3.18 8.3.4). @throws AppError('invalid') naming the parameter that is wrong */
export function qidoQuery(query: Record<string, unknown>): QidoQuery {
  const fuzzy = flag(one(query, 'fuzzymatching'))
  const names = Object.keys(query).filter((name) => !reserved.has(name))
  if (names.length > 64) throw new AppError('invalid', 'The search has too many keys.')
  const matches = names.map((name): AttributeMatch => {
    const { path, vr } = attributePath(name)
    return { path, vr, name, match: compileMatch({ name, vr, text: one(query, name) ?? '', fuzzy }) }
  })
  const paths = new Set(matches.map(({ path }) => path.join('.')))
  if (paths.size < matches.length) throw new AppError('invalid', 'Give each attribute once.')
  const asked = count(one(query, 'limit'), { name: 'limit', least: 1 }) ?? defaultLimit
  return {
    matches,
    include: include(query.includefield),
    limit: Math.min(asked, maxLimit),
    offset: count(one(query, 'offset'), { name: 'offset', least: 0 }) ?? 0,
    warnings: asked > maxLimit ? [`The limit is ${maxLimit}`] : [],
  }
}

function one(query: Record<string, unknown>, name: string): string | undefined {
  const value = query[name]
  if (value !== undefined && typeof value !== 'string') throw new AppError('invalid', `Give ${name} once.`)
  return value
}

function flag(text: string | undefined): boolean {
  if (text !== undefined && text !== 'true' && text !== 'false') {
    throw new AppError('invalid', 'fuzzymatching is true or false.')
  }
  return text === 'true'
}

function count(
  text: string | undefined,
  { name, least }: { name: string; least: number },
): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text) || Number(text) < least) {
    throw new AppError('invalid', `${name} takes a whole number from ${least}.`)
  }
  return Number(text)
}

/** Repeated, or with commas; a path names the sequence it enters, which is given whole. */
function include(value: unknown): 'all' | string[] {
  const texts = (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String)
  const names = texts
    .flatMap((text) => text.split(','))
    .map((name) => name.trim())
    .filter(Boolean)
  if (names.length > 500) throw new AppError('invalid', 'includefield names too many attributes.')
  if (names.includes('all')) return 'all'
  return names.map((name) => attributePath(name).path[0] ?? '')
}
