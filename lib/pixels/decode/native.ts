import type { EncodedFrame, Samples } from '../frames'
import { keepStoredBits } from './stored-values'
import { littleEndianSamples } from './little-endian-samples'
import { undecodable } from './undecodable'

/** Samples of an uncompressed frame, colour interleaved, YBR_FULL_422 spread to three samples a pixel (PS3.5 8.1, 8.2). */
export function decodeNative(frame: EncodedFrame, littleEndian: boolean): Samples {
  const { attributes, bytes } = frame
  const { Rows, Columns, SamplesPerPixel, BitsAllocated } = attributes
  const pixels = Rows * Columns
  if (BitsAllocated === 1) return unpackBits(bytes, pixels * SamplesPerPixel, frame.bitOffset ?? 0)

  const wanted = (pixels * SamplesPerPixel * BitsAllocated) / 8
  if (attributes.PhotometricInterpretation === 'YBR_FULL_422' && bytes.length < wanted)
    return spread422(bytes, Rows, Columns)
  if (bytes.length < wanted) throw undecodable('the pixel data is shorter than Rows and Columns say')

  const even = wanted + (wanted % 2)
  const own = new Uint8Array(littleEndian ? wanted : even)
  own.set(bytes.subarray(0, own.length))
  if (!littleEndian) swap(own, BitsAllocated === 8 ? (frame.vr === 'OW' ? 2 : 1) : BitsAllocated / 8)
  const samples = littleEndianSamples(own.subarray(0, wanted), attributes)
  keepStoredBits(samples, {
    bitsStored: attributes.BitsStored,
    highBit: attributes.HighBit,
    signed: attributes.PixelRepresentation === 1,
  })
  return samples
}

function unpackBits(bytes: Uint8Array, count: number, bitOffset: number): Samples {
  if (bytes.length * 8 < count + bitOffset)
    throw undecodable('the pixel data is shorter than Rows and Columns say')
  const samples = new Uint8Array(count)
  for (let i = 0, bit = bitOffset; i < count; i += 1, bit += 1)
    samples[i] = ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1
  return samples
}

/** Two pixels stand as Y Y Cb Cr (PS3.3 C.7.6.3.1.2). */
function spread422(bytes: Uint8Array, rows: number, columns: number): Samples {
  if (columns % 2 !== 0 || bytes.length < rows * columns * 2) {
    throw undecodable('the pixel data is shorter than Rows and Columns say')
  }
  const samples = new Uint8Array(rows * columns * 3)
  for (let from = 0, to = 0; to < samples.length; from += 4, to += 6) {
    const blue = bytes[from + 2] ?? 0
    const red = bytes[from + 3] ?? 0
    samples[to] = bytes[from] ?? 0
    samples[to + 1] = blue
    samples[to + 2] = red
    samples[to + 3] = bytes[from + 1] ?? 0
    samples[to + 4] = blue
    samples[to + 5] = red
  }
  return samples
}

function swap(bytes: Uint8Array<ArrayBuffer>, size: number): void {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (size === 2) view.swap16()
  else if (size === 4) view.swap32()
  else if (size === 8) view.swap64()
}
