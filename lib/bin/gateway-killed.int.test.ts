import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { checkStorage } from '@/lib/archive/check-storage'
import { sweep } from '@/lib/archive/sweep'
import { testObject, type TestObject } from '@/lib/archive/test-object'
import { db } from '@/lib/db/client'
import { freePort } from '@/lib/db/embedded/free-port'
import { useTestDatabase } from '@/lib/db/test-database'
import { TestPeer } from '@/lib/dimse/test-peer'
import { newUid } from '@/lib/dicom/uid'
import { storage } from '@/lib/storage/storage'

useTestDatabase()

let child: ChildProcess | undefined
afterEach(() => child?.kill('SIGKILL'))

async function startChild(port: number): Promise<ChildProcess> {
  const env = { ...process.env, WETREAD_DICOM_PORT: String(port), WETREAD_LOG_LEVEL: 'silent' }
  const started = spawn(process.execPath, ['--import', 'tsx', 'lib/bin/gateway.ts'], {
    env,
    stdio: 'inherit',
  })
  for (let waited = 0; waited < 30_000; waited += 100) {
    try {
      await (await TestPeer.associate({ port })).release()
      return started
    } catch {
      await sleep(100)
    }
  }
  throw new Error('the gateway did not start')
}

const ended = (process: ChildProcess) => new Promise((resolve) => process.once('exit', resolve))

interface Sender {
  acknowledged: TestObject[]
  /** Under way when the connection died. */
  last: TestObject | null
}

/** Sends until the connection dies. */
async function sendForever(port: number, onAcknowledged: () => void): Promise<Sender> {
  const acknowledged: TestObject[] = []
  const [StudyInstanceUID, SeriesInstanceUID] = [newUid(), newUid()]
  let last: TestObject | null = null
  try {
    const peer = await TestPeer.associate({ port })
    for (;;) {
      last = testObject({ StudyInstanceUID, SeriesInstanceUID, PatientID: 'KILL' }, randomBytes(200_000))
      const status = await peer.store(last)
      if (status !== 0) throw new Error(`status ${status.toString(16)}`)
      acknowledged.push(last)
      onAcknowledged()
    }
  } catch {
    return { acknowledged, last }
  }
}

/** Four senders; resolves `enough` when so many objects are acknowledged. */
function startSenders(port: number, count: number): { enough: Promise<void>; all: Promise<Sender[]> } {
  let acknowledged = 0
  let senders: Promise<Sender>[] = []
  const enough = new Promise<void>((resolve) => {
    const onAcknowledged = () => {
      acknowledged += 1
      if (acknowledged === count) resolve()
    }
    senders = Array.from({ length: 4 }, () => sendForever(port, onAcknowledged))
  })
  return { enough, all: Promise.all(senders) }
}

async function expectWhole(object: TestObject): Promise<boolean> {
  const row = await db().instance.findUnique({ where: { SOPInstanceUID: object.SOPInstanceUID } })
  if (!row) return false
  const stored = Buffer.from(await (await storage()).readAll(row.blobName))
  expect(stored.subarray(-object.dataSet.length).equals(object.dataSet)).toBe(true)
  return true
}

describe('the gateway', () => {
  it('loses nothing it has acknowledged when it is killed, and is mended by the next sweep', async () => {
    await db().peer.createMany({ data: [{ aeTitle: 'MODALITY' }] })
    const port = await freePort()
    const acknowledged: TestObject[] = []
    for (const count of [1, 10, 37]) {
      child = await startChild(port)
      const { enough, all } = startSenders(port, count)
      await enough
      child.kill('SIGKILL')
      for (const sender of await all) {
        acknowledged.push(...sender.acknowledged)
        // In flight at the kill: whole or absent, never half.
        if (sender.last) await expectWhole(sender.last)
      }
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(48)
    for (const object of acknowledged) expect(await expectWhole(object)).toBe(true)

    await sweep({ now: new Date(Date.now() + 10 * 60_000) })
    const names: string[] = []
    for await (const { blobName } of (await storage()).list()) names.push(blobName)
    const rows = await db().instance.findMany({ select: { blobName: true } })
    expect(names.sort()).toEqual(rows.map(({ blobName }) => blobName).sort())
    expect(readdirSync(path.join(process.env.WETREAD_DATA ?? '', 'spool'))).toEqual([])
    expect(await checkStorage({ deep: true, report: () => undefined })).toMatchObject({ problems: 0 })
  }, 120_000)

  it('ends on SIGTERM without leaving a remain', async () => {
    const port = await freePort()
    child = await startChild(port)
    const { enough, all } = startSenders(port, 6)
    await enough
    child.kill('SIGTERM')
    expect(await ended(child)).toBe(0)
    for (const { acknowledged } of await all) {
      for (const object of acknowledged) expect(await expectWhole(object)).toBe(true)
    }
    expect(readdirSync(path.join(process.env.WETREAD_DATA ?? '', 'spool'))).toEqual([])
    expect(await sweep({ now: new Date(Date.now() + 10 * 60_000) })).toMatchObject({ setAside: 0 })
  }, 60_000)
})
