import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { movedIds } from './moved-ids'

describe('which rows moved', () => {
  it('names the one row that jumped to the top, not all that slid down', () => {
    expect(movedIds(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'])).toEqual(['d'])
  })

  it('does not count rows that came or went', () => {
    expect(movedIds(['a', 'b', 'c'], ['x', 'a', 'c', 'y'])).toEqual([])
  })

  it('leaves a rest that stands in the same order in both lists', () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 30 })
    const twoLists = ids.chain((before) => fc.tuple(fc.constant(before), fc.shuffledSubarray(before)))
    fc.assert(
      fc.property(twoLists, ([before, after]) => {
        const moved = new Set(movedIds(before, after))
        const rest = after.filter((id) => !moved.has(id))
        const restBefore = before.filter((id) => rest.includes(id))
        expect(rest).toEqual(restBefore)
      }),
    )
  })
})
