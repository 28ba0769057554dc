import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ModelCard } from './model-card'
import { percentiles } from './percentiles'
import { preprocess } from './preprocess'
import { triangleWeights } from './triangle-weights'

const input = (size: number): ModelCard['input'] => ({
  name: 'image',
  size,
  preprocessing: 'pad-square-triangle-percentile-v1',
  percentiles: [0, 100],
})
const image = (rows: number, columns: number, value: (x: number, y: number) => number) => ({
  rows,
  columns,
  values: Float32Array.from({ length: rows * columns }, (_, n) =>
    value(n % columns, Math.floor(n / columns)),
  ),
})

it('shrinks by two with the weights of a triangle (1 3 3 1)', () => {
  expect([...(triangleWeights(8, 4).weights[1] ?? [])].filter((w) => w > 0)).toEqual([
    0.125, 0.375, 0.375, 0.125,
  ])
})

it('has weights that sum to one, at every size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 200 }), (source, target) => {
      for (const weights of triangleWeights(source, target).weights) {
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9)
      }
    }),
    { numRuns: 50 },
  )
})

it('interpolates percentiles like numpy', () => {
  expect(percentiles(Float64Array.of(4, 1, 3, 2), [0, 10, 50, 100])).toEqual([1, 1.3, 2.5, 4])
})

it('centres the image on a square of its minimum', () => {
  const prepared = preprocess(
    image(32, 16, () => 1),
    input(32),
  )
  expect([...prepared]).toEqual(Array.from({ length: 1024 }, () => 0)) // one value only: nothing to see
  const half = preprocess(
    image(32, 16, (x) => (x === 0 ? 5 : 9)),
    input(32),
  )
  expect([...half.slice(0, 32)]).toEqual([
    ...Array.from({ length: 9 }, () => 0),
    ...Array.from({ length: 15 }, () => 1),
    ...Array.from({ length: 8 }, () => 0),
  ])
})

it('does not depend on brightness and contrast of the source', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 10, noNaN: true }),
      fc.integer({ min: -500, max: 500 }),
      (gain, offset) => {
        const plain = preprocess(
          image(40, 60, (x, y) => (x * y) % 17),
          input(20),
        )
        const other = preprocess(
          image(40, 60, (x, y) => ((x * y) % 17) * gain + offset),
          input(20),
        )
        other.forEach((value, n) => expect(value).toBeCloseTo(plain[n] ?? NaN, 3))
      },
    ),
    { numRuns: 20 },
  )
})
