import { expect, it } from 'vitest'
import { lockAfter } from './lock-after'

const now = new Date('2026-01-01T00:00:00Z')
const minutes = (failures: number) => {
  const until = lockAfter(failures, now)
  return until ? (until.getTime() - now.getTime()) / 60_000 : 0
}

it('locks at every fifth wrong password, twice as long each time, at most an hour', () => {
  expect([1, 4, 5, 6, 9, 10, 15, 100].map(minutes)).toEqual([0, 0, 1, 0, 0, 2, 4, 60])
})
