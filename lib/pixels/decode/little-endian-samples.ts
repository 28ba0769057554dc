import type { ImageAttributes } from '../image-attributes'
import type { Samples } from '../frames'
import { undecodable } from './undecodable'

/** Samples of little endian bytes; the bytes must be the caller's own, as they become the samples. */
export function littleEndianSamples(bytes: Uint8Array<ArrayBuffer>, attributes: ImageAttributes): Samples {
  const { buffer, byteOffset, byteLength } = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const { BitsAllocated, PixelRepresentation, pixelKeyword } = attributes
  const count = Math.floor((byteLength * 8) / BitsAllocated)
  if (pixelKeyword === 'FloatPixelData') return new Float32Array(buffer, byteOffset, count)
  if (pixelKeyword === 'DoubleFloatPixelData') return new Float64Array(buffer, byteOffset, count)
  const signed = PixelRepresentation === 1
  if (BitsAllocated === 8)
    return signed ? new Int8Array(buffer, byteOffset, count) : new Uint8Array(buffer, byteOffset, count)
  if (BitsAllocated === 16)
    return signed ? new Int16Array(buffer, byteOffset, count) : new Uint16Array(buffer, byteOffset, count)
  if (BitsAllocated === 32)
    return signed ? new Int32Array(buffer, byteOffset, count) : new Uint32Array(buffer, byteOffset, count)
  throw undecodable(`BitsAllocated ${BitsAllocated} is not supported`)
}
