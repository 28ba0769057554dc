import { readdirSync, statSync, truncateSync, utimesSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { db } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import { storage } from '@/lib/storage/storage'
import { checkStorage, type StorageProblem } from './check-storage'
import { locateInstances } from './locate-instances'
import { storeInstance } from './store-instance'
import { sweep } from './sweep'
import { testObject } from './test-object'

useTestDatabase()

const later = () => new Date(Date.now() + 60_000)
const folder = (name: string) => path.join(process.env.WETREAD_DATA ?? '', name)

async function blobNames(): Promise<string[]> {
  const names: string[] = []
  for await (const { blobName } of (await storage()).list()) names.push(blobName)
  return names
}

async function problems(deep: boolean): Promise<StorageProblem[]> {
  const found: StorageProblem[] = []
  await checkStorage({ deep, report: (problem) => found.push(problem) })
  return found
}

describe('sweep', () => {
  it('sets aside a blob without a row, leaves the others, and removes it after a day', async () => {
    const { SOPInstanceUID } = await storeInstance({ bytes: testObject().bytes, origin: 'test' })
    const store = await storage()
    const orphan = await store.write(testObject().bytes)
    expect(await sweep()).toMatchObject({ setAside: 0 })
    expect(await sweep({ now: later() })).toMatchObject({ setAside: 1 })
    const row = await db().instance.findUniqueOrThrow({ where: { SOPInstanceUID } })
    expect(await blobNames()).toEqual([row.blobName])
    expect(await sweep({ now: new Date(Date.now() + 25 * 60 * 60_000) })).toMatchObject({ removed: 1 })
    expect(await store.has(orphan.blobName)).toBe(false)
  })

  it('loses nothing of an object whose transaction was only slow', async () => {
    const object = testObject()
    await storeInstance({ bytes: object.bytes, origin: 'test' })
    const store = await storage()
    const row = await db().instance.findUniqueOrThrow({ where: { SOPInstanceUID: object.SOPInstanceUID } })
    await store.setAside(row.blobName)
    expect(await problems(true)).toEqual([])
    const [instance] = await locateInstances(object)
    expect(Buffer.from(await store.readAll(instance?.blobName ?? '')).equals(object.bytes)).toBe(true)
    expect(await sweep()).toMatchObject({ broughtBack: 1, setAside: 0 })
    expect(await blobNames()).toContain(row.blobName)
  })

  it('removes objects that never arrived whole', async () => {
    const writing = (await storage()).beginWrite()
    await writing.write(Buffer.alloc(3_000_000))
    expect(await sweep()).toMatchObject({ spoolFiles: 0 })
    const [left] = readdirSync(folder('spool'))
    utimesSync(path.join(folder('spool'), left ?? ''), 0, 0)
    expect(await sweep()).toMatchObject({ spoolFiles: 1 })
    expect(readdirSync(folder('spool'))).toEqual([])
    await expect((await writing.finish()).commit()).rejects.toMatchObject({ code: 'unavailable' })
  })
})

describe('the check of the store', () => {
  it('names each object whose bytes are missing or changed', async () => {
    const [gone, cut] = [testObject(), testObject()]
    for (const { bytes } of [gone, cut]) await storeInstance({ bytes, origin: 'test' })
    const blobOf = async (SOPInstanceUID: string) =>
      (await db().instance.findUniqueOrThrow({ where: { SOPInstanceUID } })).blobName
    await (await storage()).remove(await blobOf(gone.SOPInstanceUID))
    const blobName = await blobOf(cut.SOPInstanceUID)
    const file = path.join(folder('blobs'), blobName.slice(0, 2), blobName)
    truncateSync(file, statSync(file).size - 1)
    expect(await problems(false)).toMatchObject([{ SOPInstanceUID: gone.SOPInstanceUID, problem: 'missing' }])
    expect(await problems(true)).toMatchObject([
      { SOPInstanceUID: gone.SOPInstanceUID, problem: 'missing' },
      { SOPInstanceUID: cut.SOPInstanceUID, problem: 'damaged' },
    ])
  })
})
