import { describe, expect, it } from 'vitest'
import { drawFilm } from './drawn-film-for-test'
import { findCorners } from './find-corners'
import type { Quad } from './homography'

const upright: Quad = [
  [0.2, 0.15],
  [0.8, 0.15],
  [0.8, 0.85],
  [0.2, 0.85],
]
const tilted: Quad = [
  [0.25, 0.12],
  [0.88, 0.2],
  [0.8, 0.9],
  [0.12, 0.82],
]

describe('film edges', () => {
  it.each([
    ['upright on a light box', upright, 245],
    ['tilted on a light box', tilted, 235],
    ['tilted on a dark table', tilted, 0],
  ] as const)('are found: %s', (_name, quad, around) => {
    // On a dark table the lungs are as dark as the table; what is around them still shows the edge.
    const found = findCorners(drawFilm({ width: 900, height: 1_000, quad, around }))
    expect(found).not.toBeNull()
    found?.forEach(([x, y], n) => {
      expect(Math.abs(x - (quad[n]?.[0] ?? 0))).toBeLessThan(0.02)
      expect(Math.abs(y - (quad[n]?.[1] ?? 0))).toBeLessThan(0.02)
    })
  })

  it('are not made up where the scan ends at the film', () => {
    const whole: Quad = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]
    expect(findCorners(drawFilm({ width: 600, height: 700, quad: whole, around: 0 }))).toBeNull()
    const plain = { width: 300, height: 300, channels: 1 as const, data: new Uint8Array(90_000).fill(120) }
    expect(findCorners(plain)).toBeNull()
  })
})
