import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chunkLength, headerLength, sealedChunkLength } from './blob-format'
import { openStorage } from './open-storage'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'wetread-storage-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

const fileOf = (name: string) => path.join(dataDir, 'blobs', name.slice(0, 2), name)

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}

describe('the object store', () => {
  it.each([0, 1, 15, chunkLength - 1, chunkLength, chunkLength + 1, 3 * chunkLength, 10 * chunkLength + 7])(
    'gives back %i bytes as they came, whole and in ranges',
    async (length) => {
      const storage = await openStorage({ dataDir })
      const bytes = randomBytes(length)
      const written = await storage.write(bytes)
      expect(written.byteLength).toBe(length)
      expect(written.sha256).toEqual(createHash('sha256').update(bytes).digest())
      expectSame(await collect(storage.read(written.blobName)), bytes)
      expectSame(await storage.readAll(written.blobName), bytes)
      for (const [offset, size] of [
        [0, 10],
        [chunkLength - 3, 6],
        [length - 4, 100],
        [length, 5],
      ] as const) {
        if (offset < 0) continue
        const range = await storage.readRange(written.blobName, offset, size)
        expectSame(range, bytes.subarray(offset, offset + size))
      }
    },
  )

  it('takes any split of the bytes, also from a stream', async () => {
    const storage = await openStorage({ dataDir })
    const bytes = randomBytes(500_000)
    async function* pieces() {
      for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 7) % 90_001 || 1) {
        yield bytes.subarray(at, at + size)
      }
    }
    const written = await storage.write(pieces())
    expectSame(await storage.readAll(written.blobName), bytes)
  })

  it('reads only the chunks of a range', async () => {
    const storage = await openStorage({ dataDir })
    const bytes = randomBytes(4 * chunkLength)
    const { blobName } = await storage.write(bytes)
    await flipByte(fileOf(blobName), headerLength + sealedChunkLength + 5)
    const range = await storage.readRange(blobName, 2 * chunkLength, 100)
    expectSame(range, bytes.subarray(2 * chunkLength, 2 * chunkLength + 100))
    await expect(storage.readRange(blobName, chunkLength, 1)).rejects.toThrow('fails authentication')
  })

  it.each([0, 20, 40, 70, headerLength, headerLength + chunkLength + 3, -1])(
    'notices a changed byte at %i',
    async (at) => {
      const storage = await openStorage({ dataDir })
      const { blobName } = await storage.write(randomBytes(2 * chunkLength))
      await flipByte(fileOf(blobName), at)
      await expect(collect(storage.read(blobName))).rejects.toThrow('A stored object cannot be read')
    },
  )

  it.each([
    ['inside a chunk', headerLength + sealedChunkLength + 100],
    ['after a whole chunk', headerLength + 2 * sealedChunkLength],
    ['inside the header', 30],
  ])('notices that the end was cut off %s', async (_where, length) => {
    const storage = await openStorage({ dataDir })
    const { blobName } = await storage.write(randomBytes(3 * chunkLength))
    await truncate(fileOf(blobName), length)
    await expect(collect(storage.read(blobName))).rejects.toThrow('A stored object cannot be read')
  })

  it('notices chunks that changed places, and blobs that changed names', async () => {
    const storage = await openStorage({ dataDir })
    const { blobName } = await storage.write(randomBytes(3 * chunkLength))
    const other = await storage.write(randomBytes(3 * chunkLength))
    const file = await readFile(fileOf(blobName))
    const chunk = (index: number) =>
      file.subarray(headerLength + index * sealedChunkLength, headerLength + (index + 1) * sealedChunkLength)
    await writeFile(
      fileOf(blobName),
      Buffer.concat([file.subarray(0, headerLength), chunk(1), chunk(0), chunk(2)]),
    )
    await expect(collect(storage.read(blobName))).rejects.toThrow('fails authentication')
    await rename(fileOf(other.blobName), fileOf(blobName))
    await expect(collect(storage.read(blobName))).rejects.toThrow('fails authentication')
  })

  it('leaves nothing readable on the disk, at no stage', async () => {
    const storage = await openStorage({ dataDir })
    const secret = Buffer.from('DICM Mustermann^Erika'.repeat(20_000))
    const writing = await storage.beginWrite()
    await writing.write(secret)
    await expectNowhere(dataDir, 'Mustermann')
    const staged = await writing.finish()
    await expectNowhere(dataDir, 'DICM')
    await staged.commit()
    await expectNowhere(dataDir, 'Mustermann')
  })

  it('keeps nothing of an aborted or discarded write', async () => {
    const storage = await openStorage({ dataDir })
    const aborted = await storage.beginWrite()
    await aborted.write(randomBytes(1_000_000))
    await aborted.abort()
    const staged = await storage.stage(randomBytes(10))
    await staged.discard()
    expect(await readdir(path.join(dataDir, 'spool'))).toEqual([])
    expect(await collectNames(storage.list())).toEqual([])
  })

  it('reads a staged blob beyond its beginning, before and after the commit', async () => {
    const storage = await openStorage({ dataDir })
    const bytes = randomBytes(1_000_000)
    const staged = await storage.stage(bytes)
    expectSame(await staged.readRange(10, 20), bytes.subarray(10, 30))
    expectSame(await staged.readRange(900_000, 200_000), bytes.subarray(900_000))
    await staged.commit()
    await staged.discard()
    expectSame(await staged.readRange(900_000, 200_000), bytes.subarray(900_000))
    expect(await collectNames(storage.list())).toEqual([staged.blobName])
  })

  it('refuses an object above the limit and leaves nothing of it', async () => {
    const storage = await openStorage({ dataDir, maxInstanceBytes: 1000 })
    await expect(storage.write(randomBytes(1001))).rejects.toMatchObject({ code: 'too-large' })
    expect(await readdir(path.join(dataDir, 'spool'))).toEqual([])
  })

  it('sweeps what a killed process left behind', async () => {
    const storage = await openStorage({ dataDir })
    const left = await storage.beginWrite()
    await left.write(randomBytes(3_000_000))
    expect(await storage.sweepSpool(new Date(Date.now() - 60_000))).toBe(0)
    expect(await storage.sweepSpool(new Date(Date.now() + 60_000))).toBe(1)
    await left.abort()
  })

  it('lets only its owner read files and folders', async () => {
    const storage = await openStorage({ dataDir })
    const { blobName } = await storage.write(randomBytes(10))
    const modeOf = async (name: string) => ((await stat(path.join(dataDir, name))).mode & 0o777).toString(8)
    expect(await modeOf(`blobs/${blobName.slice(0, 2)}/${blobName}`)).toBe('600')
    expect(await modeOf(`blobs/${blobName.slice(0, 2)}`)).toBe('700')
    expect(await modeOf('keys')).toBe('700')
    expect(await modeOf('keys/master.key')).toBe('600')
  })
})

describe('the master key', () => {
  it('refuses a wrong key at start, and a missing key file of a folder in use', async () => {
    await openStorage({ dataDir })
    const wrong = randomBytes(32).toString('base64')
    await expect(openStorage({ dataDir, masterKey: wrong })).rejects.toThrow('not the one this data folder')
    await rm(path.join(dataDir, 'keys', 'master.key'))
    await expect(openStorage({ dataDir })).rejects.toThrow('is missing')
  })

  it('refuses a key that is not 32 bytes', async () => {
    await expect(openStorage({ dataDir, masterKey: 'c2hvcnQ=' })).rejects.toThrow('32 bytes in base64')
  })

  it('is made once when several processes start at the same moment', async () => {
    const storages = await Promise.all(Array.from({ length: 8 }, () => openStorage({ dataDir })))
    const first = storages[0]
    if (!first) throw new Error('no storage')
    const { blobName } = await first.write(Buffer.from('one key'))
    for (const storage of storages) {
      expect(Buffer.from(await storage.readAll(blobName)).toString()).toBe('one key')
    }
    expect((await readdir(path.join(dataDir, 'keys'))).sort()).toEqual(['check', 'master.key'])
  })

  it('comes from the environment when it is given there', async () => {
    const masterKey = randomBytes(32).toString('base64')
    const { blobName } = await (await openStorage({ dataDir, masterKey })).write(Buffer.from('x'))
    const again = await openStorage({ dataDir, masterKey })
    expect(Buffer.from(await again.readAll(blobName)).toString()).toBe('x')
    expect(await readdir(path.join(dataDir, 'keys'))).toEqual(['check'])
  })
})

describe('packs for the database', () => {
  it('open again, never alike, and not when changed', async () => {
    const storage = await openStorage({ dataDir })
    const plain = Buffer.from('{"00100010":{"vr":"PN"}}')
    const pack = storage.seal(plain)
    expect(Buffer.from(storage.unseal(pack))).toEqual(plain)
    expect(Buffer.from(storage.seal(plain)).equals(Buffer.from(pack))).toBe(false)
    const changed = Uint8Array.from(pack)
    changed[30] = (changed[30] ?? 0) ^ 1
    expect(() => storage.unseal(changed)).toThrow('fails authentication')
  })
})

async function flipByte(file: string, at: number): Promise<void> {
  const bytes = await readFile(file)
  const index = at < 0 ? bytes.length + at : at
  bytes[index] = (bytes[index] ?? 0) ^ 1
  await writeFile(file, bytes)
}

function expectSame(actual: Uint8Array, expected: Uint8Array): void {
  expect(Buffer.compare(actual, expected)).toBe(0)
}

async function collectNames(list: AsyncIterable<{ blobName: string }>): Promise<string[]> {
  const names: string[] = []
  for await (const { blobName } of list) names.push(blobName)
  return names
}

async function expectNowhere(folder: string, text: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = await readFile(path.join(entry.parentPath, entry.name))
    expect(bytes.includes(text)).toBe(false)
  }
}
