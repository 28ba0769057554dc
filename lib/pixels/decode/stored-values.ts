import type { Samples } from '../frames'

/**
 * Clears what does not belong to the stored value, in place: overlays in unused high bits, and the missing sign
 * of values shorter than their cell (PS3.5 8.1.1).
 */
export function keepStoredBits(
  samples: Samples,
  { bitsStored, highBit, signed }: { bitsStored: number; highBit: number; signed: boolean },
): void {
  if (samples instanceof Float32Array || samples instanceof Float64Array) return
  const cellBits = samples.BYTES_PER_ELEMENT * 8
  if (bitsStored >= cellBits && highBit === cellBits - 1) return
  const up = 31 - highBit
  const down = 32 - bitsStored
  if (signed) for (let i = 0; i < samples.length; i += 1) samples[i] = ((samples[i] ?? 0) << up) >> down
  else for (let i = 0; i < samples.length; i += 1) samples[i] = ((samples[i] ?? 0) << up) >>> down
}
