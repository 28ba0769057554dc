import { burnIn, burnInSynthetic } from './burn-in'
import { grain, seededRandom } from './random'
import { band, ellipse, smoothstep } from './shapes'

export interface ChestFindings {
  /** 0..1 of the right lung that has collapsed: no lung markings beside a thin pleural line. */
  pneumothorax?: number
  /** 0..1 height of fluid in the left pleural space. */
  effusion?: number
  /** Widens the heart. */
  cardiomegaly?: boolean
}

/**
 * Draws a frontal chest radiograph from formulas: 12 bit, MONOCHROME2 (air dark), plainly marked SYNTHETIC.
 * @returns `rows` × `columns` pixels, 0..4095
 */
export function chestRadiograph(
  rows: number,
  columns: number,
  seed: number,
  findings: ChestFindings = {},
): Uint16Array<ArrayBuffer> {
  const random = seededRandom(seed)
  const sway = (random() - 0.5) * 0.02
  const vessels = Array.from({ length: 46 }, (_unused, i) => vessel(random, i % 2 === 0 ? 1 : -1))
  const pixels = new Uint16Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    const y = row / rows
    for (let column = 0; column < columns; column++) {
      const x = column / columns + sway
      const value = opacity(x, y, findings, vessels) + grain(random) * 0.012
      pixels[row * columns + column] = Math.round(Math.min(1, Math.max(0, value)) * 3900 + 60)
    }
  }
  const scale = Math.max(2, Math.round(columns / 330))
  burnInSynthetic(pixels, { rows, columns, value: 4095 })
  burnIn(pixels, {
    columns,
    value: 4095,
    x: Math.round(columns * 0.93),
    y: Math.round(rows * 0.03),
    scale: scale * 2,
    text: 'L',
  })
  return pixels
}

interface Vessel {
  x: number
  y: number
  dx: number
  dy: number
  length: number
  width: number
}

function vessel(random: () => number, side: number): Vessel {
  const angle = (random() - 0.5) * 2.4
  return {
    x: 0.5 + side * 0.09,
    y: 0.42 + (random() - 0.5) * 0.1,
    dx: side * Math.cos(angle),
    dy: Math.sin(angle),
    length: 0.1 + random() * 0.2,
    width: 0.0035 + random() * 0.004,
  }
}

/** Attenuation summed along the ray, 0 (air) to 1 (dense bone over soft tissue). */
function opacity(x: number, y: number, findings: ChestFindings, vessels: Vessel[]): number {
  const body = bodyOutline(x, y)
  if (body === 0) return 0.02
  const right = lung(x, y, -1)
  const left = lung(x, y, 1)
  const air = Math.max(right, left)
  let value = 0.62 * body
  value -= 0.44 * air * (0.9 + 0.18 * (1 - y))
  value += 0.24 * mediastinum(x, y, findings.cardiomegaly === true)
  value += 0.1 * spine(x, y)
  value += ribs(x, y) * (0.05 + 0.06 * air)
  value += 0.13 * clavicles(x, y)
  const collapsed = findings.pneumothorax ? right * pneumothorax(x, y, findings.pneumothorax) : 0
  if (air > 0.2) value += markings(x, y, vessels) * 0.13 * air * (1 - collapsed)
  value -= 0.09 * collapsed
  if (findings.pneumothorax) value += right * pleuralLine(x, y, findings.pneumothorax) * 0.14
  if (findings.effusion) value += left * 0.4 * smoothstep(0.02, -0.02, fluidLevel(x, findings.effusion) - y)
  return value
}

function bodyOutline(x: number, y: number): number {
  const half = 0.3 + 0.19 * smoothstep(0.02, 0.3, y) - 0.03 * smoothstep(0.6, 1, y)
  const neck = 0.1 + 0.4 * smoothstep(0.02, 0.22, y)
  return 1 - smoothstep(Math.min(half, neck) - 0.02, Math.min(half, neck) + 0.02, Math.abs(x - 0.5))
}

function lung(x: number, y: number, side: number): number {
  const upper = ellipse(
    { x: 0.5 + side * 0.185, y: 0.44, rx: 0.155, ry: 0.34, tilt: side * -0.1, soft: 0.07 },
    x,
    y,
  )
  const dome = 0.73 - 0.05 * Math.cos((x - 0.5 - side * 0.18) * 9) + (side > 0 ? 0.015 : -0.01)
  return upper * smoothstep(0.012, -0.012, y - dome)
}

function mediastinum(x: number, y: number, wide: boolean): number {
  const column = band(Math.abs(x - 0.5), 0.085) * smoothstep(0.05, 0.2, y)
  const heart = ellipse({ x: 0.545, y: 0.61, rx: wide ? 0.19 : 0.125, ry: 0.15, tilt: 0.5, soft: 0.12 }, x, y)
  const arch = ellipse({ x: 0.555, y: 0.33, rx: 0.045, ry: 0.05, soft: 0.25 }, x, y)
  const hila =
    ellipse({ x: 0.405, y: 0.45, rx: 0.035, ry: 0.07, soft: 0.6 }, x, y) +
    ellipse({ x: 0.6, y: 0.43, rx: 0.035, ry: 0.07, soft: 0.6 }, x, y)
  return Math.min(1.3, Math.max(column, heart, arch * 0.8) + hila * 0.25)
}

function spine(x: number, y: number): number {
  const body = band(Math.abs(x - 0.5), 0.034)
  return body * (0.72 + 0.28 * Math.cos(y * 2 * Math.PI * 17))
}

function ribs(x: number, y: number): number {
  const across = Math.abs(x - 0.5)
  if (across < 0.035 || across > 0.42) return 0
  const posterior = y - 0.12 - 1.1 * (across - 0.14) ** 2 + 0.1 * across
  const anterior = y - 0.2 - 0.85 * (0.36 - across) ** 2 - 0.34 * (0.34 - across)
  return ribPhase(posterior, 0.068) + 0.45 * ribPhase(anterior, 0.075) * smoothstep(0.1, 0.2, across)
}

function ribPhase(position: number, pitch: number): number {
  if (position < 0 || position > 0.66) return 0
  const phase = (((position / pitch) % 1) + 1) % 1
  const profile = band(Math.abs(phase - 0.5), 0.26)
  return profile * (0.65 + 0.5 * smoothstep(0.12, 0.2, Math.abs(phase - 0.5)))
}

function clavicles(x: number, y: number): number {
  const across = Math.abs(x - 0.5)
  if (across < 0.03 || across > 0.33) return 0
  return band(Math.abs(y - (0.185 - 0.1 * (across - 0.05) + 0.25 * (across - 0.16) ** 2)), 0.017)
}

function markings(x: number, y: number, vessels: Vessel[]): number {
  let sum = 0
  for (const v of vessels) {
    const along = (x - v.x) * v.dx + (y - v.y) * v.dy
    if (along < 0 || along > v.length) continue
    const away = Math.abs((x - v.x) * -v.dy + (y - v.y) * v.dx - 0.03 * Math.sin(along * 22))
    sum += band(away, v.width * (1.2 - along / v.length)) * (away < v.width ? 1 : 0)
  }
  return Math.min(1, sum)
}

/** Distance inside the collapsed lung's edge: positive in free air. */
function pleuralGap(x: number, y: number, size: number): number {
  const edge = {
    x: 0.5 - 0.185 + size * 0.06,
    y: 0.47 + size * 0.1,
    rx: 0.155 - size * 0.06,
    ry: 0.34 - size * 0.16,
  }
  return Math.sqrt(((x - edge.x) / edge.rx) ** 2 + ((y - edge.y) / edge.ry) ** 2) - 1
}

function pneumothorax(x: number, y: number, size: number): number {
  return smoothstep(-0.01, 0.02, pleuralGap(x, y, size))
}

function pleuralLine(x: number, y: number, size: number): number {
  return band(Math.abs(pleuralGap(x, y, size)), 0.016)
}

function fluidLevel(x: number, height: number): number {
  return 0.74 - 0.28 * height - 0.5 * Math.max(0, x - 0.62) ** 1.2
}
