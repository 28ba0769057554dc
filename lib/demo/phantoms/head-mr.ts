import { burnInSynthetic } from './burn-in'
import { grain, seededRandom } from './random'
import { ellipse, smoothstep } from './shapes'

/** Signal of each tissue, 0..1000, by weighting. */
const signal = {
  T1: { fat: 900, skull: 60, grey: 430, white: 620, fluid: 110 },
  T2: { fat: 620, skull: 50, grey: 560, white: 400, fluid: 980 },
} as const

/** One axial slice of a synthetic head MR; `z` from 0 (base) to 1 (vertex). */
export function headMrSlice(
  size: number,
  z: number,
  weighting: keyof typeof signal,
  seed: number,
): Uint16Array<ArrayBuffer> {
  const random = seededRandom(seed)
  const tissue = signal[weighting]
  const ry = 0.38 * Math.sqrt(Math.max(0.05, 1 - ((z - 0.4) / 0.72) ** 2))
  const rx = ry * 0.8
  const pixels = new Uint16Array(size * size)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const x = (column + 0.5) / size
      const y = (row + 0.5) / size
      const bias = 1 - 0.18 * (y - 0.5)
      const value = Math.hypot(
        intensity(x, y, z, rx, ry, tissue) * bias + grain(random) * 14,
        grain(random) * 14,
      )
      pixels[row * size + column] = Math.round(Math.min(1023, value))
    }
  }
  burnInSynthetic(pixels, { rows: size, columns: size, value: 1023 })
  return pixels
}

function intensity(
  x: number,
  y: number,
  z: number,
  rx: number,
  ry: number,
  tissue: (typeof signal)[keyof typeof signal],
): number {
  const head = ellipse({ x: 0.5, y: 0.5, rx: rx + 0.035, ry: ry + 0.035, soft: 0.012 }, x, y)
  if (head === 0) return 4
  const skull = ellipse({ x: 0.5, y: 0.5, rx: rx + 0.018, ry: ry + 0.018, soft: 0.012 }, x, y)
  const inside = ellipse({ x: 0.5, y: 0.5, rx, ry, soft: 0.012 }, x, y)
  const depth = Math.hypot((x - 0.5) / rx, (y - 0.5) / ry)
  const angle = Math.atan2(y - 0.5, x - 0.5)
  const folds = 0.05 * Math.sin(angle * 19 + z * 13) + 0.03 * Math.sin(angle * 37 - z * 23)
  const grey = smoothstep(0.74, 0.8, depth + folds)
  const sulcus = smoothstep(0.92, 0.96, depth + folds * 1.4)
  const open = Math.max(0, 1 - Math.abs(z - 0.52) / 0.22)
  const ventricle = Math.max(
    ...[-1, 1].map((side) =>
      ellipse(
        { x: 0.5 + side * 0.04, y: 0.47, rx: 0.022, ry: 0.1 * open + 0.001, tilt: side * -0.15, soft: 0.2 },
        x,
        y,
      ),
    ),
  )
  const brain = tissue.white + (tissue.grey - tissue.white) * grey
  const fluid = Math.max(sulcus, open > 0 ? ventricle : 0)
  const content = brain + (tissue.fluid - brain) * fluid
  return head * tissue.fat * (1 - skull) + skull * (1 - inside) * tissue.skull + inside * content
}
