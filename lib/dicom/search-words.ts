import { foldName } from './fold-name'

/** The words that a person typed into a search, folded as names are, and plain for numbers; at most eight of them. */
export function searchWords(q: string): { folded: string; plain: string }[] {
  return q
    .split(/[\s^,=]+/)
    .filter((word) => word !== '' && !word.includes('\0'))
    .slice(0, 8)
    .map((word) => ({ folded: foldName(word), plain: word.toLowerCase() }))
}
