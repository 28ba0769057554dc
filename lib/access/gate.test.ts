import { expect, it } from 'vitest'
import { createGate } from './gate'

it('runs a few at once, lets some wait in order, and refuses the rest at once', async () => {
  const gate = createGate({ atOnce: 2, waiting: 2 })
  const started: number[] = []
  const finish: (() => void)[] = []
  const run = (n: number) =>
    gate(async () => {
      started.push(n)
      await new Promise<void>((resolve) => finish.push(resolve))
      return n
    })
  const accepted = [run(1), run(2), run(3), run(4)]
  await expect(run(5)).rejects.toMatchObject({ code: 'rate-limited' })
  expect(started).toEqual([1, 2])
  finish[0]?.()
  await accepted[0]
  expect(started).toEqual([1, 2, 3])
  finish[1]?.()
  await accepted[1]
  finish[2]?.()
  finish[3]?.()
  expect(await Promise.all(accepted)).toEqual([1, 2, 3, 4])
})

it('gives the place back when the work fails', async () => {
  const gate = createGate({ atOnce: 1, waiting: 0 })
  await expect(gate(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await gate(async () => 'next')).toBe('next')
})
