import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import { storageReport } from './storage-report'
import { storeInstance } from './store-instance'
import { testObject } from './test-object'
import { verifyStorage } from './verify-storage'

useTestDatabase()

const day = 86_400_000
const options = { everyDays: 30, budgetMs: 60_000, callEveryMs: 300_000 }
const at = (ms: number) => () => new Date(ms)

async function storeThree(): Promise<{ SOPInstanceUID: string; file: string }[]> {
  const stored = []
  for (let i = 0; i < 3; i += 1) {
    const { SOPInstanceUID } = await storeInstance({ bytes: testObject().bytes, origin: 'test' })
    const { blobName } = await db().instance.findUniqueOrThrow({ where: { SOPInstanceUID } })
    const folder = path.join(process.env.WETREAD_DATA ?? '', 'blobs', blobName.slice(0, 2))
    stored.push({ SOPInstanceUID, file: path.join(folder, blobName) })
  }
  return stored
}

function flipBit(file: string): Buffer {
  const sound = readFileSync(file)
  const bad = Buffer.from(sound)
  bad[bad.length - 20] = (bad[bad.length - 20] ?? 0) ^ 1
  writeFileSync(file, bad)
  return sound
}

describe('verifyStorage', () => {
  beforeEach(async () => {
    await db().storageCheck.deleteMany()
    await db().storageProblem.deleteMany()
  })

  it('finds a flipped bit and a lost file, and takes them back when they are restored', async () => {
    const [good, flipped, lost] = await storeThree()
    if (!good || !flipped || !lost) throw new Error('three objects are stored')
    const sound = { flipped: flipBit(flipped.file), lost: readFileSync(lost.file) }
    rmSync(lost.file)

    expect(await verifyStorage(options)).toMatchObject({ problems: 2, isOver: true })
    const { problems, passes } = await storageReport()
    expect(problems.map(({ SOPInstanceUID, problem }) => [SOPInstanceUID, problem])).toEqual(
      expect.arrayContaining([
        [flipped.SOPInstanceUID, 'damaged'],
        [lost.SOPInstanceUID, 'missing'],
      ]),
    )
    expect(passes[0]).toMatchObject({ problems: 2, endedAt: expect.any(String), proof: expect.any(String) })
    const events = await db().auditEvent.findMany({ where: { action: 'storage:verify' } })
    expect(events.map(({ outcome }) => outcome)).toEqual(['failure'])

    writeFileSync(flipped.file, sound.flipped)
    writeFileSync(lost.file, sound.lost)
    expect(await verifyStorage({ ...options, atOnce: true })).toMatchObject({ problems: 0 })
    expect((await storageReport()).problems).toEqual([])
    expect(existsSync(good.file)).toBe(true)
  })

  it('begins a pass by itself only when the last one is old enough', async () => {
    const began = Date.now()
    await verifyStorage({ ...options, now: at(began) })
    expect(await verifyStorage({ ...options, now: at(began + 29 * day) })).toMatchObject({ examined: 0 })
    const later = await verifyStorage({ ...options, now: at(began + 31 * day) })
    expect(later.examined).toBeGreaterThan(0)
    expect(await verifyStorage({ ...options, everyDays: 0, now: at(began + 99 * day) })).toMatchObject({
      examined: 0,
    })
  })

  it('goes on where it stopped, and proves the same as a pass in one go', async () => {
    await storeThree()
    for (let i = 0; i < 60; i += 1) await storeInstance({ bytes: testObject().bytes, origin: 'test' })
    // A share of one byte: each call reads one batch.
    const slowly = { ...options, callEveryMs: 0.001 }
    let calls = 1
    while (!(await verifyStorage(slowly)).isOver) calls += 1
    expect(calls).toBeGreaterThan(1)
    await verifyStorage({ ...options, atOnce: true })
    const { passes } = await storageReport()
    expect(passes).toHaveLength(2)
    expect(passes[0]?.examined).toBe(await db().instance.count())
    expect(passes[0]?.proof).toBe(passes[1]?.proof)
  })
})
