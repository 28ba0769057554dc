import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, unlinkSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkStorage } from '@/lib/archive/check-storage'
import { peerHandlers } from '@/lib/archive/peer-handlers'
import { testObject, type TestObject } from '@/lib/archive/test-object'
import { db } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import { startGateway, type Gateway } from '@/lib/dimse/start-gateway'
import { TestPeer } from '@/lib/dimse/test-peer'
import { clientForTest, type TestClient } from '@/lib/http/dicomweb/client-for-test'
import { stowRoutes } from '@/lib/http/dicomweb/stow-routes'
import { createServer } from '@/lib/http/server'
import { storage } from '@/lib/storage/storage'

useTestDatabase()

/** A small file system of our own, which only root may make. */
function mountSmallDisk(): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'wetread-small-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', folder], { stdio: 'ignore' })
    return folder
  } catch {
    rmSync(folder, { recursive: true })
    return null
  }
}

/** Writes until nothing more fits. */
function fill(file: string): void {
  const descriptor = openSync(file, 'w')
  try {
    for (;;) writeSync(descriptor, Buffer.alloc(64 * 1024))
  } catch {
    // Full: what was wanted.
  } finally {
    closeSync(descriptor)
  }
}

const disk = mountSmallDisk()
const why = disk === null ? ' (skipped: making a small disk takes root)' : ''

describe.skipIf(disk === null)(`F5: a disk that is full${why}`, () => {
  const folder = disk ?? ''
  const filler = path.join(folder, 'filler')
  const app = createServer(stowRoutes)
  let gateway: Gateway
  let client: TestClient

  beforeAll(async () => {
    process.env.WETREAD_DATA = folder
    await db().peer.create({ data: { aeTitle: 'MODALITY' }, select: { id: true } })
    const handlers = peerHandlers({ ourAETitle: 'WETREAD', services: [] })
    gateway = await startGateway({ host: '127.0.0.1', port: 0, handlers })
    client = await clientForTest(app)
  })
  afterAll(async () => {
    await gateway.stop()
    await app.close()
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true })
  })

  const images = (count: number): TestObject[] =>
    Array.from({ length: count }, () => testObject({}, randomBytes(1_000_000)))
  async function isWhole({ SOPInstanceUID, dataSet }: TestObject): Promise<boolean> {
    const { blobName } = await db().instance.findUniqueOrThrow({ where: { SOPInstanceUID } })
    return Buffer.from(await (await storage()).readAll(blobName))
      .subarray(-dataSet.length)
      .equals(dataSet)
  }

  it('refuses each object by name, serves what is stored, and goes on by itself when there is room', async () => {
    const stored = images(2)
    const peer = await TestPeer.associate({ port: gateway.port })
    for (const object of stored) expect(await peer.store(object)).toBe(0)

    fill(filler)
    const refused = images(3)
    for (const object of refused) expect(await peer.store(object)).toBe(0xa700)
    const answer = await client.store(refused.map(({ bytes }) => bytes))
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).not.toBeNull()
    const told = JSON.stringify(await answer.json())
    for (const { SOPInstanceUID } of refused) expect(told).toContain(SOPInstanceUID)
    for (const object of stored) expect(await isWhole(object)).toBe(true)
    expect(readdirSync(path.join(folder, 'spool'))).toEqual([])

    unlinkSync(filler)
    for (const object of refused.slice(0, 2)) expect(await peer.store(object)).toBe(0)
    expect((await client.store(refused.slice(2).map(({ bytes }) => bytes))).status).toBe(200)
    await peer.release()
    for (const object of [...stored, ...refused]) expect(await isWhole(object)).toBe(true)
    expect(await checkStorage({ deep: true, report: () => undefined })).toMatchObject({
      checked: 5,
      problems: 0,
    })
  })

  it('refuses an object that fills it half way, and leaves nothing of it', async () => {
    const peer = await TestPeer.associate({ port: gateway.port })
    expect(await peer.store(testObject({}, randomBytes(24_000_000)))).toBe(0xa700)
    expect(readdirSync(path.join(folder, 'spool'))).toEqual([])
    const [small] = images(1)
    if (small) expect(await peer.store(small)).toBe(0)
    await peer.release()
  })
})
