import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyHomography,
  invertHomography,
  isConvex,
  orderCorners,
  squareToQuad,
  type Quad,
} from './homography'

const jitter = fc.double({ min: -0.2, max: 0.2, noNaN: true })
const quads: fc.Arbitrary<Quad> = fc
  .array(jitter, { minLength: 8, maxLength: 8 })
  .map(([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0]): Quad => [
    [0.25 + a, 0.25 + b],
    [0.75 + c, 0.25 + d],
    [0.75 + e, 0.75 + f],
    [0.25 + g, 0.75 + h],
  ])
  .filter(isConvex)

describe('the perspective map', () => {
  it('takes each corner of the square to that of the film, and back', () => {
    fc.assert(
      fc.property(quads, fc.double({ min: 0, max: 1, noNaN: true }), (quad, part) => {
        const map = squareToQuad(quad)
        if (!map) throw new Error('a convex quadrilateral has a map')
        const square = [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ] as const
        square.forEach((corner, n) => {
          const [x, y] = applyHomography(map, corner)
          expect(x).toBeCloseTo(quad[n]?.[0] ?? NaN, 8)
          expect(y).toBeCloseTo(quad[n]?.[1] ?? NaN, 8)
        })
        const back = applyHomography(invertHomography(map), applyHomography(map, [part, 1 - part]))
        expect(back[0]).toBeCloseTo(part, 6)
        expect(back[1]).toBeCloseTo(1 - part, 6)
      }),
    )
  })

  it('is refused when the corners cross or three lie on a line', () => {
    expect(
      squareToQuad([
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
      ]),
    ).toBeNull()
    expect(
      squareToQuad([
        [0, 0],
        [0.5, 0],
        [1, 0],
        [0, 1],
      ]),
    ).toBeNull()
  })
})

it('a quarter turn clockwise puts the lower left corner to the upper left', () => {
  const quad: Quad = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ]
  expect(orderCorners(quad, 1)).toEqual([
    [0, 1],
    [0, 0],
    [1, 0],
    [1, 1],
  ])
  expect(orderCorners(orderCorners(quad, 1), 3)).toEqual(quad)
})
