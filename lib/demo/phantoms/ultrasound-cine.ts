import { burnInSynthetic } from './burn-in'
import { grain, seededRandom } from './random'
import { ellipse, smoothstep } from './shapes'

/** A synthetic sector scan with a pulsating vessel: `frames` × `rows` × `columns`, 8 bit grey. */
export function ultrasoundCine(
  rows: number,
  columns: number,
  frames: number,
  seed: number,
): Uint8Array<ArrayBuffer> {
  const random = seededRandom(seed)
  const speckle = Float32Array.from({ length: rows * columns }, () => Math.abs(grain(random)) * 0.5 + 0.5)
  const pixels = new Uint8Array(rows * columns * frames)
  for (let frame = 0; frame < frames; frame++) {
    const beat = 1 + 0.22 * Math.sin((frame / frames) * 2 * Math.PI * 3)
    const offset = frame * rows * columns
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const shade =
          echo(column / columns, row / rows, beat) *
          (speckle[row * columns + ((column + frame * 3) % columns)] ?? 1)
        pixels[offset + row * columns + column] = Math.round(Math.min(255, Math.max(0, shade * 255)))
      }
    }
    burnInSynthetic(pixels, { rows, columns, value: 230, offset })
  }
  return pixels
}

function echo(x: number, y: number, beat: number): number {
  const dx = x - 0.5
  const dy = y + 0.08
  const radius = Math.hypot(dx * 1.3, dy)
  const angle = Math.atan2(dx * 1.3, dy)
  if (Math.abs(angle) > 0.72 || radius < 0.16 || radius > 1.02) return 0
  const layers = 0.34 + 0.1 * Math.sin(radius * 34) + 0.07 * Math.sin(angle * 9 + radius * 12)
  const lumen = ellipse({ x: 0.53, y: 0.52, rx: 0.12 * beat, ry: 0.085 * beat, soft: 0.12 }, x, y)
  const wall = ellipse({ x: 0.53, y: 0.52, rx: 0.14 * beat, ry: 0.105 * beat, soft: 0.08 }, x, y) - lumen
  return (layers * (1 - lumen) + Math.max(0, wall) * 0.5) * (1.1 - 0.6 * smoothstep(0.3, 1.05, radius))
}
