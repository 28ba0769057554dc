import { isSequenceItem, type DicomJson, type JsonPersonName, type JsonValue } from './dicom-json'
import { foldName } from './fold-name'
import { personNameText } from './json-values'
import { assertNever } from '@/lib/errors'
import type { AttributeMatch, Match } from './matching'
import { matchesWildcard } from './wildcard'

/** Whether a data set answers all keys (PS3.4 C.2.2.2): of several values, and of several items, one must. */
export function matchesDataSet(json: DicomJson, matches: readonly AttributeMatch[]): boolean {
  return matches.every(({ path, match, vr }) => matchesPath(json, path, { match, vr }))
}

interface Comparison {
  match: Match
  vr: string
}

function matchesPath(json: DicomJson, path: readonly string[], comparison: Comparison): boolean {
  const [tag = '', ...rest] = path
  const values = json[tag]?.Value ?? []
  if (rest.length > 0) {
    if (comparison.match.kind === 'universal') return true
    return values.some((value) => isSequenceItem(value) && matchesPath(value, rest, comparison))
  }
  if (comparison.match.kind === 'universal') return true
  return values.some((value) => texts(value).some((text) => matchesText(text, comparison)))
}

/** What a value may be compared by: of a name the whole and each component group. */
function texts(value: JsonValue): string[] {
  if (value === null || isSequenceItem(value)) return []
  if (typeof value !== 'object') return [String(value)]
  const name: JsonPersonName = value
  const groups = [personNameText(name), name.Alphabetic ?? '', name.Ideographic ?? '', name.Phonetic ?? '']
  return groups.filter((group) => group !== '').map(foldName)
}

function matchesText(text: string, { match, vr }: Comparison): boolean {
  switch (match.kind) {
    case 'universal':
      return true
    case 'equals':
      return match.values.includes(text)
    case 'wildcard':
      return matchesWildcard(text, match.pattern)
    case 'range':
      return inRange(text, match, vr)
    case 'words': {
      const components = text.split(' ')
      return match.words.every((word) => components.some((component) => component.startsWith(word)))
    }
    default:
      return assertNever(match)
  }
}

/** Times are compared as far as both are given: 0930-10 holds all of the hour ten. */
function inRange(
  text: string,
  { from, to }: { from: string | null; to: string | null },
  vr: string,
): boolean {
  if (vr === 'DA' && !/^\d{8}$/.test(text)) return false
  if (from !== null && text < from) return false
  return to === null || text.slice(0, to.length) <= to
}
