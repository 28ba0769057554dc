import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chooseVoi } from './choose-voi'
import type { Samples } from './frames'
import { testAttributes } from './test-attributes'

/** What the values themselves suggest, told the slow way: sorted, half a percent cut off at either end. */
function suggested(pixels: Samples, [slope, intercept]: [number, number]): { low: number; high: number } {
  const sorted = [...pixels].map((stored) => stored * slope + intercept).sort((a, b) => a - b)
  const cut = Math.floor(sorted.length * 0.005)
  return { low: sorted[cut] ?? 0, high: sorted[sorted.length - 1 - cut] ?? 0 }
}

it('suggests the range of the picture without its outliers, whatever its cells are', () => {
  const kinds = [Uint8Array, Int8Array, Uint16Array, Int16Array, Int32Array, Float32Array] as const
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.array(fc.integer({ min: -40_000, max: 70_000 }), { minLength: 1, maxLength: 900 }),
      fc.constantFrom<[number, number]>([1, 0], [2, -1024], [-1, 5]),
      (Kind, numbers, rescale) => {
        const pixels: Samples = Kind.from(numbers)
        const [RescaleSlope, RescaleIntercept] = rescale
        const attributes = testAttributes({ Modality: 'CR', RescaleSlope, RescaleIntercept })
        const voi = chooseVoi({ pixels, storedOf: null, bits: 16, attributes }, {})
        const { low, high } = suggested(pixels, rescale)
        expect(voi(low)).toBe(0)
        if (high > low) {
          expect(voi(high)).toBe(255)
          expect(voi((low + high) / 2)).toBeCloseTo(127.5)
        } else expect(voi(high + 1)).toBe(255)
      },
    ),
    { numRuns: 150 },
  )
})
