import { AppError } from '@/lib/errors'
import type { ByteReader } from './byte-reader'
import { vrOf } from './dictionary'
import { resolveVr } from './resolve-vr'
import { tagText } from './tag-text'
import type { DataSet } from './data-set'

export interface ElementHead {
  tag: string
  vr: string
  /** Of the value; -1 when undefined (FFFFFFFF). */
  length: number
}

const short = new Set('AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US'.split(' '))
const long = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '))

/** Reads tag, VR and length and leaves the reader at the value (PS3.5 7.1). */
export function readElementHead(reader: ByteReader, dataSet: DataSet, implicit: boolean): ElementHead {
  const { bigEndian } = dataSet
  reader.need(8, 'an attribute')
  const tag = reader.tag(bigEndian)
  const at = reader.position
  // Items and delimiters carry no VR in any syntax (PS3.5 7.5).
  if (implicit || tag.startsWith('FFFE')) {
    reader.position = at + 8
    const vr = tag.startsWith('FFFE') ? '' : resolveVr(tag, vrOf(tag), dataSet, reader)
    return { tag, vr, length: undefinedOr(reader.uint32(at + 4, bigEndian)) }
  }
  const vr = explicitVr(reader, at + 4)
  if (!isVrShaped(vr)) {
    throw new AppError('unprocessable', `Attribute ${tagText(tag)} has no valid value representation.`)
  }
  // An unknown VR has the long form (PS3.5 7.1.2), unless its reserved bytes are in use: then a short length is there.
  if (short.has(vr) || (!long.has(vr) && reader.uint16(at + 6, bigEndian) !== 0)) {
    reader.position = at + 8
    return { tag, vr, length: reader.uint16(at + 6, bigEndian) }
  }
  reader.need(12, `attribute ${tagText(tag)}`)
  reader.position = at + 12
  return {
    tag,
    vr: long.has(vr) ? vr : 'UN',
    length: undefinedOr(reader.uint32(at + 8, bigEndian)),
  }
}

/** The two characters where an explicit VR stands. */
export function explicitVr(reader: ByteReader, at: number): string {
  return String.fromCharCode(reader.view.getUint8(at), reader.view.getUint8(at + 1))
}

export function isVrShaped(vr: string): boolean {
  return /^[A-Z]{2}$/.test(vr)
}

export function isKnownVr(vr: string): boolean {
  return short.has(vr) || long.has(vr)
}

function undefinedOr(length: number): number {
  return length === 0xffffffff ? -1 : length
}
