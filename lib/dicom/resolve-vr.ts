import type { ByteReader } from './byte-reader'
import type { DataSet } from './data-set'
import { tagOf } from './dictionary'

/** Decides the VRs that PS3.6 leaves open, as PS3.5 annex A.1 and the macro of each attribute say. */
export function resolveVr(tag: string, vr: string, dataSet: DataSet, reader: ByteReader): string {
  if (vr === 'xs') return isSigned(dataSet, reader) ? 'SS' : 'US'
  if (vr === 'ox') return 'OW'
  if (vr === 'lt') return lutEntries(dataSet, reader) === 1 ? 'US' : 'OW'
  return vr.length === 2 && /^[A-Z]{2}$/.test(vr) ? vr : 'UN'
}

/** PixelRepresentation of this data set or of an enclosing one. */
function isSigned(dataSet: DataSet, reader: ByteReader): boolean {
  for (let at: DataSet | null = dataSet; at; at = at.parent) {
    const element = at.elements.get(tagOf('PixelRepresentation'))
    if (element && element.length >= 2 && element.offset + 2 <= reader.bytes.length) {
      return reader.uint16(element.offset, at.bigEndian) === 1
    }
  }
  return false
}

function lutEntries(dataSet: DataSet, reader: ByteReader): number {
  const descriptor = dataSet.elements.get(tagOf('LUTDescriptor'))
  if (!descriptor || descriptor.length < 2 || descriptor.offset + 2 > reader.bytes.length) return 0
  return reader.uint16(descriptor.offset, dataSet.bigEndian)
}
