import type { Samples } from '../frames'

/**
 * Stored values as native little endian pixel data has them (PS3.5 8.1), each in a cell of BitsAllocated, whatever
 * array the decoder gave; single bits are packed from the least significant on.
 */
export function sampleBytes(samples: Samples, BitsAllocated: number): Uint8Array<ArrayBuffer> {
  if (BitsAllocated === 1) return packBits(samples)
  if (samples.BYTES_PER_ELEMENT * 8 === BitsAllocated)
    return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
  const cells =
    BitsAllocated === 8
      ? Uint8Array.from(samples)
      : BitsAllocated === 16
        ? Uint16Array.from(samples)
        : Uint32Array.from(samples)
  return new Uint8Array(cells.buffer)
}

function packBits(samples: Samples): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.ceil(samples.length / 8))
  for (let i = 0; i < samples.length; i += 1)
    if (samples[i]) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7))
  return bytes
}

/** Bits that the values take, a sign included. */
export function bitsNeeded(samples: Samples, signed: boolean): number {
  let low = 0
  let high = 0
  for (let i = 0; i < samples.length; i += 1) {
    const value = samples[i] ?? 0
    if (value < low) low = value
    else if (value > high) high = value
  }
  const magnitude = Math.max(high, -low - 1)
  const bits = magnitude <= 0 ? 0 : Math.floor(Math.log2(magnitude)) + 1
  return Math.max(1, signed ? bits + 1 : bits)
}
