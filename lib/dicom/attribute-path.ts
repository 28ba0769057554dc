import { AppError } from '@/lib/errors'
import { entryOfKeyword, isPrivate, keywordOf, vrOf } from './dictionary'

export interface AttributePath {
  /** Tags from the data set down to the attribute. */
  path: string[]
  /** VR of the last one. */
  vr: string
}

/**
 * Reads how PS3.18 8.3.1.1 names an attribute in a query: keyword or eight hex digits, parts of a path joined by dots.
 * @throws AppError('invalid') when PS3.6 does not know it
 */
export function attributePath(text: string): AttributePath {
  const steps = text.split('.')
  if (steps.length > 8) throw new AppError('invalid', 'An attribute path goes too deep.')
  const path = steps.map(tagOfText)
  const last = path.at(-1) ?? ''
  return { path, vr: vrOf(last) }
}

function tagOfText(text: string): string {
  if (/^[0-9A-Fa-f]{8}$/.test(text)) {
    const tag = text.toUpperCase()
    if (keywordOf(tag) || isPrivate(tag)) return tag
  }
  const entry = /^[A-Za-z0-9]+$/.test(text) ? entryOfKeyword(text) : undefined
  if (entry) return entry.tag
  throw new AppError('invalid', `"${text.slice(0, 40)}" is not the keyword or tag of a DICOM attribute.`)
}
