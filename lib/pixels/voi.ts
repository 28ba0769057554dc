import type { Lut, VoiFunction } from './image-attributes'

/** Modality value to display value 0–255. */
export type Voi = (value: number) => number

/** Window of PS3.3 C.11.2.1.2 and C.11.2.1.3 (LINEAR, LINEAR_EXACT, SIGMOID). */
export function windowVoi(center: number, width: number, shape: VoiFunction): Voi {
  if (shape === 'SIGMOID') return (x) => 255 / (1 + Math.exp((-4 * (x - center)) / width))
  const c = shape === 'LINEAR' ? center - 0.5 : center
  const w = shape === 'LINEAR' ? width - 1 : width
  if (w <= 0) return (x) => (x <= c ? 0 : 255)
  return (x) => Math.min(255, Math.max(0, ((x - c) / w + 0.5) * 255))
}

/** VOI LUT; its range is taken from its entries, as the bits of the descriptor are wrong in real files. */
export function lutVoi({ first, values }: Lut): Voi {
  const highest = values.reduce((max, value) => Math.max(max, value), 1)
  const scale = 255 / (2 ** Math.ceil(Math.log2(highest + 1)) - 1)
  const last = values.length - 1
  return (x) => (values[Math.min(Math.max(Math.round(x) - first, 0), last)] ?? 0) * scale
}

/** Straight line from `low` (black) to `high` (white). */
export function rangeVoi(low: number, high: number): Voi {
  if (high <= low) return (x) => (x <= low ? 0 : 255)
  return (x) => Math.min(255, Math.max(0, ((x - low) / (high - low)) * 255))
}
