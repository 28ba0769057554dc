import type { EncodedFrame, Samples } from '../frames'
import { littleEndianSamples } from './little-endian-samples'
import { keepStoredBits } from './stored-values'
import { undecodable } from './undecodable'

const headerBytes = 64

/**
 * Samples of an RLE frame (PS3.5 G): one PackBits segment for each byte of each sample, the high byte first,
 * written straight to its place in the interleaved little endian result.
 */
export function decodeRle({ bytes, attributes }: EncodedFrame): Samples {
  const { Rows, Columns, SamplesPerPixel, BitsAllocated } = attributes
  const sampleBytes = BitsAllocated / 8
  const segments = SamplesPerPixel * sampleBytes
  if (bytes.length < headerBytes) throw undecodable('the RLE header is cut short')
  const header = new DataView(bytes.buffer, bytes.byteOffset, headerBytes)
  if (header.getUint32(0, true) !== segments)
    throw undecodable('the RLE header does not fit the image attributes')

  const pixels = Rows * Columns
  const stride = segments
  const out = new Uint8Array(pixels * stride)
  for (let segment = 0; segment < segments; segment += 1) {
    const start = header.getUint32(4 * (segment + 1), true)
    const next = segment + 1 < segments ? header.getUint32(4 * (segment + 2), true) : bytes.length
    if (start < headerBytes || next < start || next > bytes.length)
      throw undecodable('an RLE segment lies outside the frame')
    const sample = Math.floor(segment / sampleBytes)
    const byteOfSample = sampleBytes - 1 - (segment % sampleBytes)
    unpack(bytes.subarray(start, next), out, { first: sample * sampleBytes + byteOfSample, stride, pixels })
  }
  const samples = littleEndianSamples(out, attributes)
  keepStoredBits(samples, {
    bitsStored: attributes.BitsStored,
    highBit: attributes.HighBit,
    signed: attributes.PixelRepresentation === 1,
  })
  return samples
}

interface Destination {
  first: number
  stride: number
  pixels: number
}

function unpack(segment: Uint8Array, out: Uint8Array, { first, stride, pixels }: Destination): void {
  const end = first + stride * pixels
  let to = first
  let from = 0
  while (to < end && from < segment.length) {
    const control = segment[from] ?? 0
    from += 1
    if (control < 128) {
      const stop = Math.min(to + (control + 1) * stride, end)
      if (from + control + 1 > segment.length && from + (stop - to) / stride > segment.length) break
      for (; to < stop; to += stride, from += 1) out[to] = segment[from] ?? 0
    } else if (control > 128) {
      const value = segment[from] ?? 0
      from += 1
      const stop = Math.min(to + (257 - control) * stride, end)
      for (; to < stop; to += stride) out[to] = value
    }
  }
  if (to < end) throw undecodable('an RLE segment is cut short')
}
