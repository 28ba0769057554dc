import { burnInSynthetic } from './burn-in'
import { grain, seededRandom } from './random'
import { ellipse, smoothstep } from './shapes'

/**
 * One axial slice of a synthetic head CT in Hounsfield units + 1024 (RescaleIntercept −1024).
 * @param z 0 (skull base) to 1 (vertex)
 * @param bleed draws a lens-shaped dense collection over the left hemisphere
 */
export function headCtSlice(size: number, z: number, seed: number, bleed: boolean): Uint16Array<ArrayBuffer> {
  const random = seededRandom(seed)
  const pixels = new Uint16Array(size * size)
  const radius = 0.36 * Math.sqrt(Math.max(0.04, 1 - ((z - 0.35) / 0.75) ** 2))
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const hu = hounsfield((column + 0.5) / size, (row + 0.5) / size, z, radius, bleed) + grain(random) * 4
      pixels[row * size + column] = Math.max(0, Math.round(hu + 1024))
    }
  }
  burnInSynthetic(pixels, { rows: size, columns: size, value: 1104 })
  return pixels
}

function hounsfield(x: number, y: number, z: number, radius: number, bleed: boolean): number {
  const rx = radius * 0.82
  const scalp = ellipse({ x: 0.5, y: 0.5, rx: rx + 0.028, ry: radius + 0.028, soft: 0.01 }, x, y)
  if (scalp === 0) return table(x, y)
  const skull = ellipse({ x: 0.5, y: 0.5, rx: rx + 0.014, ry: radius + 0.014, soft: 0.012 }, x, y)
  const inside = ellipse({ x: 0.5, y: 0.5, rx: rx - 0.006, ry: radius - 0.006, soft: 0.012 }, x, y)
  let hu = -1000 + scalp * 1030
  hu += skull * 870
  hu += inside * (brain(x, y, z, rx, radius) - 900)
  if (bleed && z > 0.4 && z < 0.72) hu += inside * 34 * lens(x, y, rx, radius)
  return hu
}

function table(x: number, y: number): number {
  return Math.abs(y - 0.93 + (x - 0.5) ** 2 * 0.3) < 0.006 ? -200 : -1000
}

function brain(x: number, y: number, z: number, rx: number, ry: number): number {
  const depth = Math.sqrt(((x - 0.5) / rx) ** 2 + ((y - 0.5) / ry) ** 2)
  const angle = Math.atan2(y - 0.5, x - 0.5)
  const folds = 0.035 * Math.sin(angle * 23 + z * 19) + 0.02 * Math.sin(angle * 41 - z * 31)
  const cortex = smoothstep(0.8, 0.86, depth + folds)
  const sulci = smoothstep(0.93, 0.97, depth + folds * 1.6)
  let hu = 28 + 9 * cortex - 26 * sulci
  const open = Math.max(0, 1 - Math.abs(z - 0.52) / 0.2)
  const horns = [-1, 1].map((side) =>
    Math.max(
      ellipse(
        { x: 0.5 + side * 0.035, y: 0.43, rx: 0.018, ry: 0.07 * open + 0.001, tilt: side * -0.25, soft: 0.2 },
        x,
        y,
      ),
      ellipse(
        { x: 0.5 + side * 0.06, y: 0.58, rx: 0.022, ry: 0.06 * open + 0.001, tilt: side * 0.35, soft: 0.2 },
        x,
        y,
      ),
    ),
  )
  hu -= 26 * Math.max(...horns) * (open > 0 ? 1 : 0)
  const nuclei =
    ellipse({ x: 0.42, y: 0.49, rx: 0.035, ry: 0.06, soft: 0.3 }, x, y) +
    ellipse({ x: 0.58, y: 0.49, rx: 0.035, ry: 0.06, soft: 0.3 }, x, y)
  hu += 7 * nuclei * open
  if (Math.abs(x - 0.5) < 0.0035 && Math.abs(y - 0.5) > ry * 0.45) hu += 22
  return hu
}

function lens(x: number, y: number, rx: number, ry: number): number {
  const outer = ellipse({ x: 0.5, y: 0.5, rx: rx - 0.008, ry: ry - 0.008, soft: 0.01 }, x, y)
  const inner = ellipse({ x: 0.5 - rx * 0.42, y: 0.47, rx: rx * 1.02, ry: ry * 1.1, soft: 0.02 }, x, y)
  return x > 0.5 ? Math.max(0, outer - inner) : 0
}
