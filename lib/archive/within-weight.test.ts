import { expect, it } from 'vitest'
import { withinWeight } from './within-weight'

const gigabyte = 1024 ** 3

it('runs what fits beside each other, and the rest in the order of asking, also after a failure', async () => {
  const begun: string[] = []
  const ends = new Map<string, (how: 'well' | 'badly') => void>()
  const start = (name: string, weight: number) =>
    withinWeight(weight, async () => {
      begun.push(name)
      const how = await new Promise<'well' | 'badly'>((end) => ends.set(name, end))
      if (how === 'badly') throw new Error(name)
      return name
    })
  const first = start('first', gigabyte)
  const second = start('second', gigabyte)
  const small = start('small', 1)
  await Promise.resolve()
  // The small one would fit, but must not overtake for ever.
  expect(begun).toEqual(['first'])
  ends.get('first')?.('badly')
  await expect(first).rejects.toThrow('first')
  await expect.poll(() => begun).toEqual(['first', 'second', 'small'])
  ends.get('second')?.('well')
  ends.get('small')?.('well')
  expect(await Promise.all([second, small])).toEqual(['second', 'small'])
})

it('refuses when too many wait', async () => {
  let end: () => void = () => undefined
  const holding = withinWeight(2 * gigabyte, () => new Promise<void>((resolve) => (end = resolve)))
  const waiting = Array.from({ length: 128 }, () => withinWeight(1, () => Promise.resolve()))
  await expect(withinWeight(1, () => Promise.resolve())).rejects.toMatchObject({ code: 'unavailable' })
  end()
  await Promise.all([holding, ...waiting])
})
