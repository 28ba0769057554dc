import { foldName } from '@/lib/dicom/fold-name'

/** The words that a reader typed, folded as `patient.name_key` is; at most eight of them. */
export function searchTerms(q: string): { folded: string; plain: string }[] {
  return q
    .split(/[\s^,=]+/)
    .filter((word) => word !== '')
    .slice(0, 8)
    .map((word) => ({ folded: foldName(word), plain: word.toLowerCase() }))
}
