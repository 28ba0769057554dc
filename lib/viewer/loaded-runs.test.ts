import { expect, test } from 'vitest'
import { loadedRuns } from './loaded-runs'

test('loaded stretches are joined', () => {
  expect(loadedRuns([true, true, false, true])).toEqual([
    { from: 0, length: 2 },
    { from: 3, length: 1 },
  ])
  expect(loadedRuns([])).toEqual([])
  expect(loadedRuns([false])).toEqual([])
})
