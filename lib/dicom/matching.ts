import { AppError } from '@/lib/errors'
import { foldName } from './fold-name'
import { isUid } from './uid'

/** How one attribute is compared (PS3.4 C.2.2.2). */
export type Match =
  | { kind: 'universal' }
  /** Single value, or a list of which one must be equal. */
  | { kind: 'equals'; values: string[] }
  /** `*` any characters, `?` one; already folded for a name. */
  | { kind: 'wildcard'; pattern: string }
  /** Inclusive; an open end is null. */
  | { kind: 'range'; from: string | null; to: string | null }
  /** Every word must begin some component of the name (fuzzy matching). */
  | { kind: 'words'; words: string[] }

export interface AttributeMatch {
  /** From the data set down: `['0040A370', '00080050']` for an attribute inside a sequence. */
  path: string[]
  /** Of the attribute, or its path, as the client wrote it. */
  name: string
  vr: string
  match: Match
}

export interface CompileInput {
  name: string
  vr: string
  text: string
  fuzzy?: boolean
}

const numeric = new Set(['DS', 'FD', 'FL', 'IS', 'SL', 'SS', 'SV', 'UL', 'US', 'UV', 'xs'])
const unmatchable = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN', 'SQ', 'ox', 'lt'])
const noWildcard = new Set([...numeric, 'AS', 'AT', 'UI'])

/** Reads a query value by the rules of its VR. @throws AppError('invalid') naming the attribute, never the value. */
export function compileMatch({ name, vr, text, fuzzy = false }: CompileInput): Match {
  // PostgreSQL takes no NUL, and no value of a key has control characters.
  if (/[\0-\x1f]/.test(text)) throw new AppError('invalid', `The value for ${name} has control characters.`)
  if (text.length > 4096 * 16) throw new AppError('invalid', `The value for ${name} is too long.`)
  if (unmatchable.has(vr)) throw new AppError('invalid', `${name} cannot be searched by value.`)
  if (text === '' || /^\*+$/.test(text)) return { kind: 'universal' }
  if (vr === 'UI') return uidMatch(name, text)
  if (vr === 'DA' || vr === 'TM' || vr === 'DT') return timeMatch(name, vr, text)
  if (numeric.has(vr)) return numberMatch(name, text)
  if (vr === 'PN') return nameMatch(text, fuzzy)
  if (!noWildcard.has(vr) && /[*?]/.test(text)) return { kind: 'wildcard', pattern: text }
  return { kind: 'equals', values: vr === 'CS' || vr === 'AE' ? text.split('\\') : [text.trimEnd()] }
}

function uidMatch(name: string, text: string): Match {
  const values = text.split(/[\\,]/).map((uid) => uid.trim())
  if (!values.every(isUid)) throw new AppError('invalid', `${name} takes one UID or a list of UIDs.`)
  return { kind: 'equals', values }
}

function nameMatch(text: string, fuzzy: boolean): Match {
  const folded = foldName(text)
  if (folded === '') return { kind: 'universal' }
  if (fuzzy) return { kind: 'words', words: folded.replace(/[*?]/g, '').split(' ').filter(Boolean) }
  return /[*?]/.test(folded) ? { kind: 'wildcard', pattern: folded } : { kind: 'equals', values: [folded] }
}

function numberMatch(name: string, text: string): Match {
  const values = text.split('\\').map((value) => value.trim())
  if (!values.every((value) => value !== '' && Number.isFinite(Number(value)))) {
    throw new AppError('invalid', `${name} takes a number.`)
  }
  return { kind: 'equals', values: values.map((value) => String(Number(value))) }
}

const forms = {
  DA: { pattern: /^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/, example: '20261124 or 20261101-20261124' },
  TM: {
    pattern: /^([01]\d|2[0-3])([0-5]\d([0-5]\d(\.\d{1,6})?)?)?$/,
    example: '0930 or 0900-1700',
  },
  DT: {
    pattern: /^\d{4}(\d{2}(\d{2}(\d{2}(\d{2}(\d{2}(\.\d{1,6})?)?)?)?)?)?([+-]\d{4})?$/,
    example: '20261124093000',
  },
}

/** PS3.4 C.2.2.2.5: `a-b`, `a-`, `-b`, or one value. */
function timeMatch(name: string, vr: 'DA' | 'TM' | 'DT', text: string): Match {
  const { pattern, example } = forms[vr]
  const wrong = new AppError('invalid', `${name} takes a value or a range like ${example}.`)
  if (pattern.test(text)) return { kind: 'equals', values: [text] }
  for (let dash = text.indexOf('-'); dash >= 0; dash = text.indexOf('-', dash + 1)) {
    const from = text.slice(0, dash)
    const to = text.slice(dash + 1)
    const fits = (end: string): boolean => end === '' || pattern.test(end)
    if (text.length > 1 && fits(from) && fits(to)) {
      return { kind: 'range', from: from === '' ? null : from, to: to === '' ? null : to }
    }
  }
  throw wrong
}
