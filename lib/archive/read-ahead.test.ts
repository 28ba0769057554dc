import { expect, it } from 'vitest'
import { readAhead } from './read-ahead'

it('gives every piece in its order, begins the next source early, and closes what was begun when stopped', async () => {
  const begun: string[] = []
  const closed: string[] = []
  async function* source(name: string): AsyncGenerator<Uint8Array> {
    begun.push(name)
    try {
      yield Buffer.from(`${name}1`)
      yield Buffer.from(`${name}2`)
    } finally {
      closed.push(name)
    }
  }
  const texts: string[] = []
  for (const { item, pieces } of readAhead(['a', 'b', 'c', 'd'], source)) {
    for await (const piece of pieces) texts.push(String(piece))
    if (item === 'b') {
      expect(begun).toEqual(['a', 'b', 'c'])
      break
    }
  }
  expect(texts).toEqual(['a1', 'a2', 'b1', 'b2'])
  await new Promise((resolve) => setImmediate(resolve))
  expect(closed).toEqual(['a', 'b', 'c'])
})

it('lets a source fail when its turn comes, not before', async () => {
  async function* source(name: string): AsyncGenerator<Uint8Array> {
    if (name === 'b') throw new Error('damaged')
    yield Buffer.from(name)
  }
  const texts: string[] = []
  async function readAll(): Promise<void> {
    for (const { pieces } of readAhead(['a', 'b'], source))
      for await (const piece of pieces) texts.push(String(piece))
  }
  await expect(readAll()).rejects.toThrow('damaged')
  expect(texts).toEqual(['a'])
})
