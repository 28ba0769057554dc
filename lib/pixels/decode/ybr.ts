import type { Samples } from '../frames'

/** YBR_FULL to RGB, in place, 8 bit (PS3.3 C.7.6.3.1.2; ITU-R BT.601 full range). */
export function ybrToRgb(samples: Samples): void {
  for (let i = 0; i + 2 < samples.length; i += 3) {
    const y = samples[i] ?? 0
    const cb = (samples[i + 1] ?? 0) - 128
    const cr = (samples[i + 2] ?? 0) - 128
    samples[i] = clamp(y + 1.402 * cr)
    samples[i + 1] = clamp(y - 0.344136 * cb - 0.714136 * cr)
    samples[i + 2] = clamp(y + 1.772 * cb)
  }
}

function clamp(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : Math.round(value)
}
