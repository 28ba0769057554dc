import { describe, expect, it } from 'vitest'
import type { FilmChecks } from '../film-answers'
import { checkFilm } from './check-film'
import { drawFilm } from './drawn-film-for-test'
import type { Quad } from './homography'
import type { Raster } from './raster'
import { edgeBlur } from './sharpness'

const whole: Quad = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
]
const film = (blur = 0.5): Raster => drawFilm({ width: 1_000, height: 1_200, quad: whole, around: 0, blur })
const box = { left: 0, top: 0, right: 1_000, bottom: 1_200 }

function judge(raster: Raster, more: { blur?: number | null; isDocument?: boolean } = {}): FilmChecks {
  return checkFilm({
    film: raster,
    width: 2_000,
    height: 2_400,
    bits: 8,
    blur: 0.7,
    isDocument: false,
    ...more,
  })
}
const levels = ({ checks }: FilmChecks) => Object.fromEntries(checks.map(({ name, level }) => [name, level]))

describe('the check of a film', () => {
  it('finds nothing wrong with a good one', () => {
    const found = levels(judge(film()))
    expect(found).toEqual({
      size: 'good',
      sharpness: 'good',
      highlights: 'good',
      shadows: 'good',
      range: 'good',
      glare: 'good',
    })
  })

  it('says when bright parts are burnt out, and dark ones drowned', () => {
    const burnt = film()
    burnt.data.forEach((value, n) => (burnt.data[n] = Math.min(255, value * 2)))
    expect(levels(judge(burnt)).highlights).not.toBe('good')
    const drowned = film()
    drowned.data.forEach((value, n) => (drowned.data[n] = Math.max(0, value - 60)))
    expect(levels(judge(drowned)).shadows).toBe('bad')
  })

  it('says when all is one grey', () => {
    const flat = film()
    flat.data.forEach((value, n) => (flat.data[n] = 100 + value * 0.15))
    expect(levels(judge(flat)).range).toBe('bad')
  })

  it('sees a lamp mirrored in the film, and not the light box beside it', () => {
    const mirrored = film()
    for (let y = 500; y < 600; y += 1) mirrored.data.fill(255, y * 1_000 + 300, y * 1_000 + 420)
    expect(levels(judge(mirrored)).glare).not.toBe('good')
    const besides = film()
    for (let y = 0; y < 1_200; y += 1) besides.data.fill(255, y * 1_000, y * 1_000 + 30)
    expect(levels(judge(besides)).glare).toBe('good')
  })

  it('judges paper by size and sharpness only', () => {
    expect(Object.keys(levels(judge(film(), { isDocument: true })))).toEqual(['size', 'sharpness'])
  })

  it('counts every pixel in the histogram once', () => {
    expect(judge(film()).histogram.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 9)
  })
})

describe('blur', () => {
  it('grows with what was blurred, whatever the depth', () => {
    const [sharp, soft, veil] = [0.6, 2, 5].map((blur) => edgeBlur(film(blur), box))
    expect(sharp ?? Infinity).toBeLessThan(soft ?? 0)
    expect(soft ?? Infinity).toBeLessThan(veil ?? 0)
    const deep = drawFilm({ width: 1_000, height: 1_200, quad: whole, around: 0, blur: 2, bits: 16 })
    expect(edgeBlur(deep, box) ?? 0).toBeCloseTo(soft ?? NaN, 1)
  })

  it('is not claimed of a picture without edges', () => {
    expect(
      edgeBlur({ width: 400, height: 400, channels: 1, data: new Uint8Array(160_000).fill(90) }, box),
    ).toBeNull()
  })

  it('is named in words that help', () => {
    const found = judge(film(), { blur: 8 }).checks.find(({ name }) => name === 'sharpness')
    expect(found?.level).toBe('bad')
    expect(found?.words).toContain('Take it again')
  })
})
