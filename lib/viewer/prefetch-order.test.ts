import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prefetchOrder } from './prefetch-order'

describe('prefetch order', () => {
  test('goes outwards, two ahead for one behind', () => {
    expect(prefetchOrder(7, 3)).toEqual([4, 5, 2, 6, 1, 0])
    expect(prefetchOrder(7, 3, -1)).toEqual([2, 1, 4, 0, 5, 6])
  })

  test('from the first image it simply goes on', () => {
    expect(prefetchOrder(4, 0)).toEqual([1, 2, 3])
    expect(prefetchOrder(1, 0)).toEqual([])
  })

  test('names every other image exactly once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }).chain((count) => fc.tuple(fc.constant(count), fc.nat(count - 1))),
        fc.constantFrom(1 as const, -1 as const),
        ([count, current], direction) => {
          const order = prefetchOrder(count, current, direction)
          expect(new Set([...order, current]).size).toBe(count)
          expect(order).toHaveLength(count - 1)
        },
      ),
    )
  })
})
