import { createHash } from 'node:crypto'

export interface FilmUids {
  StudyInstanceUID: string
  SeriesInstanceUID: string
  SOPInstanceUID: string
}

/** UIDs that belong to one film: filed again after an interruption it is the same object, not a second one. */
export function filmUids(filmId: string): FilmUids {
  return {
    StudyInstanceUID: uidOf(`${filmId} study`),
    SeriesInstanceUID: uidOf(`${filmId} series`),
    SOPInstanceUID: uidOf(`${filmId} object`),
  }
}

/** A UID under 2.25 (PS3.5 B.2) from a name-based UUID (RFC 9562 version 8: bits of our own). */
function uidOf(name: string): string {
  const bits = createHash('sha256').update(name).digest().subarray(0, 16)
  bits[6] = ((bits[6] ?? 0) & 0x0f) | 0x80
  bits[8] = ((bits[8] ?? 0) & 0x3f) | 0x80
  return `2.25.${BigInt(`0x${bits.toString('hex')}`)}`
}
