import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import type { BlobPlace } from './blob-place'
import { chunkLength } from './blob-format'
import { openLocalPlace } from './local-place'
import { openStorage } from './open-storage'
import { openS3Place } from './s3-place'
import { startS3ServerForTest, type S3ServerForTest } from './s3-server-for-test'

let server: S3ServerForTest
beforeAll(async () => {
  server = await startS3ServerForTest()
})
afterAll(() => server.stop())

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wetread-places-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const inFolder = (name: string) => openLocalPlace(path.join(folder, name))
const inBucket = () => openS3Place({ ...server.settings, prefix: `${randomBytes(4).toString('hex')}/` })

async function namesIn(place: BlobPlace): Promise<string[]> {
  const names: string[] = []
  for await (const { blobName } of place.list()) names.push(blobName)
  return names.sort()
}

describe.each([
  ['a folder', () => inFolder('hot')],
  ['a bucket', inBucket],
])('the object store in %s', (_name, openPlace) => {
  it.each([0, 1, chunkLength, 3 * chunkLength + 5])(
    'gives back %i bytes, whole and in ranges',
    async (length) => {
      const storage = await openStorage({ dataDir: folder, hot: await openPlace() })
      const bytes = randomBytes(length)
      const { blobName } = await storage.write(bytes)
      expect(Buffer.from(await storage.readAll(blobName)).equals(bytes)).toBe(true)
      const range = await storage.readRange(blobName, chunkLength - 2, 7)
      expect(Buffer.from(range).equals(bytes.subarray(chunkLength - 2, chunkLength + 5))).toBe(true)
      expect(await readdir(path.join(folder, 'spool'))).toEqual([])
    },
  )

  it('lists, sets aside, brings back and removes', async () => {
    const place = await openPlace()
    const storage = await openStorage({ dataDir: folder, hot: place })
    const names: string[] = []
    for (let i = 0; i < 5; i += 1) names.push((await storage.write(randomBytes(100 + i))).blobName)
    expect(await namesIn(place)).toEqual([...names].sort())
    const [first = '', second = ''] = names
    await storage.setAside(first)
    expect(await namesIn(place)).not.toContain(first)
    expect((await storage.listAside()).map(({ blobName }) => blobName)).toEqual([first])
    expect(await storage.has(first)).toBe(true)
    expect(await storage.readAll(first)).toHaveLength(100)
    await storage.bringBack(first)
    expect(await namesIn(place)).toContain(first)
    await storage.remove(second)
    await storage.remove(second)
    expect(await storage.has(second)).toBe(false)
    await expect(storage.readAll(second)).rejects.toMatchObject({ detail: { reason: 'blob-missing' } })
  })

  it('holds nothing that can be read without the key', async () => {
    const place = await openPlace()
    const storage = await openStorage({ dataDir: folder, hot: place })
    const { blobName } = await storage.write(Buffer.from('DICM Doe^Jane '.repeat(20_000)))
    const file = await place.open(blobName)
    const sealed = await file?.read(0, file.size)
    await file?.close()
    expect(sealed?.includes('Doe^Jane')).toBe(false)
  })
})

describe('a cold place', () => {
  it.each([
    ['a folder', () => inFolder('cold')],
    ['a bucket', inBucket],
  ])('in %s takes a blob and gives it back, readable all the while', async (_name, openCold) => {
    const [hot, cold] = [await inFolder('hot'), await openCold()]
    const storage = await openStorage({ dataDir: folder, hot, cold })
    const bytes = randomBytes(2 * chunkLength + 9)
    const { blobName } = await storage.write(bytes)
    expect(await storage.moveToCold(blobName)).toBe(true)
    expect([await namesIn(hot), await namesIn(cold)]).toEqual([[], [blobName]])
    expect(Buffer.from(await storage.readAll(blobName)).equals(bytes)).toBe(true)
    expect(await storage.moveToCold(blobName)).toBe(false)
    expect(await storage.recall(blobName)).toBe(true)
    expect([await namesIn(hot), await namesIn(cold)]).toEqual([[blobName], []])
    expect(Buffer.from(await storage.readAll(blobName)).equals(bytes)).toBe(true)
  })

  it('that returns other bytes than it was given costs nothing: the blob stays where it was', async () => {
    const [hot, cold] = [await inFolder('hot'), await inFolder('cold')]
    const rotten: BlobPlace = {
      ...cold,
      keep: async (blobName, file) => {
        const bytes = await readFile(file)
        bytes[50] = (bytes[50] ?? 0) ^ 1
        await writeFile(file, bytes)
        await cold.keep(blobName, file)
      },
    }
    const storage = await openStorage({ dataDir: folder, hot, cold: rotten })
    const bytes = randomBytes(1000)
    const { blobName } = await storage.write(bytes)
    await expect(storage.moveToCold(blobName)).rejects.toThrow('did not arrive whole')
    expect(Buffer.from(await storage.readAll(blobName)).equals(bytes)).toBe(true)
  })
})

describe('a bucket', () => {
  it('that is not there is refused in words at the start', async () => {
    const missing = openS3Place({ ...server.settings, bucket: 'no-such-bucket' })
    await expect(missing).rejects.toThrow(/no-such-bucket cannot be used: it answers 404/)
  })

  it('whose store is away makes a sender come again, and nothing is taken for damaged', async () => {
    const gone = await startS3ServerForTest()
    const storage = await openStorage({ dataDir: folder, hot: await openS3Place(gone.settings) })
    const { blobName } = await storage.write(Buffer.from('x'))
    await gone.stop()
    const isUnavailable = (error: unknown) => error instanceof AppError && error.code === 'unavailable'
    await expect(storage.write(Buffer.from('y'))).rejects.toSatisfy(isUnavailable)
    await expect(storage.readAll(blobName)).rejects.toSatisfy(isUnavailable)
  })
})
