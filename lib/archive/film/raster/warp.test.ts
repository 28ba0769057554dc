import { describe, expect, it } from 'vitest'
import { wholePage } from '../film-shapes'
import { firstSteps, type FilmSteps } from '../film-steps'
import { planFilm } from './plan-film'
import type { Raster } from './raster'
import { warp } from './warp'

/** Each pixel its own value, so that a moved one shows. */
function ramp(width: number, height: number): Raster {
  return {
    width,
    height,
    channels: 1,
    data: Uint16Array.from({ length: width * height }, (_, n) => n * 7),
  }
}
const pixels = ({ data }: Raster): number[] => [...data]

describe('a film out of its page', () => {
  const page = ramp(24, 20)

  it('is the page itself, to the last of 16 bits, when its corners are the page’s', () => {
    const plan = planFilm(firstSteps(), page)
    if (!plan) throw new Error('no plan')
    expect(plan).toMatchObject({ width: 24, height: 20, spacing: null })
    expect(pixels(warp(page, plan.toPage, plan))).toEqual(pixels(page))
  })

  it('is turned and mirrored without a value changed', () => {
    const turned = planFilm({ ...firstSteps(), turns: 1 }, page)
    if (!turned) throw new Error('no plan')
    const out = warp(page, turned.toPage, turned)
    expect([out.width, out.height]).toEqual([20, 24])
    // Clockwise: the first row is the first column from below.
    expect(pixels(out).slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, n) => (19 - n) * 24 * 7))
    const mirrored = planFilm({ ...firstSteps(), mirrored: true }, page)
    if (!mirrored) throw new Error('no plan')
    expect(pixels(warp(page, mirrored.toPage, mirrored)).slice(0, 24)).toEqual(
      Array.from({ length: 24 }, (_, n) => (23 - n) * 7),
    )
  })

  it('straightens what perspective bent: a grid comes out square', () => {
    // A linear gradient along the film's own axes, drawn bent into a page, comes back linear.
    const corners: FilmSteps['corners'] = [
      [0.2, 0.1],
      [0.85, 0.2],
      [0.95, 0.9],
      [0.1, 0.8],
    ]
    const plan = planFilm({ ...firstSteps(), corners }, { width: 400, height: 400 })
    if (!plan) throw new Error('no plan')
    // A point at the middle of the film is where its diagonals cross in the page (projective invariant).
    const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, h = 0, i = 1] = plan.toPage
    const w = g * 0.5 + h * 0.5 + i
    const middle = [(a * 0.5 + b * 0.5 + c) / w, (d * 0.5 + e * 0.5 + f) / w]
    const cross = crossing(corners[0], corners[2], corners[1], corners[3])
    expect(middle[0]).toBeCloseTo(cross[0], 9)
    expect(middle[1]).toBeCloseTo(cross[1], 9)
  })

  it('is stretched to the proportions of a known film size, never losing pixels', () => {
    const plan = planFilm({ ...firstSteps(), filmSize: '35x43' }, { width: 1000, height: 1000 })
    expect(plan?.height ?? 0).toBeGreaterThanOrEqual(1000)
    expect((plan?.width ?? 0) / (plan?.height ?? 1)).toBeCloseTo(35 / 43, 2)
  })

  it('refuses corners that span nothing', () => {
    const corners: FilmSteps['corners'] = [wholePage[0], wholePage[1], wholePage[0], wholePage[1]]
    expect(planFilm({ ...firstSteps(), corners }, page)).toBeNull()
  })
})

describe('calibration', () => {
  const calibration: FilmSteps['calibration'] = {
    ruler: 'on-film',
    from: [0.1, 0.5],
    to: [0.6, 0.5],
    millimetres: 100,
  }
  const page = { width: 1000, height: 800 }

  it('gives the millimetres of a pixel of the finished film', () => {
    const steps = { ...firstSteps(), calibration }
    expect(planFilm(steps, page)?.spacing).toBeCloseTo(100 / 500, 9)
    // Turning and mirroring move the marks along.
    expect(planFilm({ ...steps, turns: 1, mirrored: true }, page)?.spacing).toBeCloseTo(100 / 500, 9)
  })

  it('is none while both marks are in one place', () => {
    const steps = { ...firstSteps(), calibration: { ...calibration, to: calibration.from } }
    expect(planFilm(steps, page)?.spacing).toBeNull()
  })
})

function crossing(
  [x1, y1]: [number, number],
  [x2, y2]: [number, number],
  [x3, y3]: [number, number],
  [x4, y4]: [number, number],
): [number, number] {
  const d = (x1 - x2) * (y3 - y4) - (y1 - y2) * (x3 - x4)
  const t = ((x1 - x3) * (y3 - y4) - (y1 - y3) * (x3 - x4)) / d
  return [x1 + t * (x2 - x1), y1 + t * (y2 - y1)]
}
