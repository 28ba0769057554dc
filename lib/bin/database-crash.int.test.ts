import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkStorage } from '@/lib/archive/check-storage'
import { peerHandlers } from '@/lib/archive/peer-handlers'
import { testObject, type TestObject } from '@/lib/archive/test-object'
import { closeDb, db } from '@/lib/db/client'
import { startEmbedded, type EmbeddedPostgres } from '@/lib/db/embedded/start-embedded'
import { migrate } from '@/lib/db/migrate'
import { newUid } from '@/lib/dicom/uid'
import { startGateway, type Gateway } from '@/lib/dimse/start-gateway'
import { TestPeer } from '@/lib/dimse/test-peer'
import { clientForTest, type TestClient } from '@/lib/http/dicomweb/client-for-test'
import { stowRoutes } from '@/lib/http/dicomweb/stow-routes'
import { createServer } from '@/lib/http/server'
import { storage } from '@/lib/storage/storage'

const crashes = 3
const app = createServer(stowRoutes)
let folder: string
let postgres: EmbeddedPostgres
let gateway: Gateway
let client: TestClient

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wetread-crash-'))
  // Durable: what was committed must be there after the crash.
  postgres = await startEmbedded({ dir: path.join(folder, 'postgres') })
  await migrate(postgres.url)
  process.env.DATABASE_URL = postgres.url
  process.env.WETREAD_DATA = path.join(folder, 'data')
  process.env.WETREAD_MASTER_KEY ??= randomBytes(32).toString('base64')
  await db().peer.create({ data: { aeTitle: 'MODALITY' }, select: { id: true } })
  const handlers = peerHandlers({ ourAETitle: 'WETREAD', services: [] })
  gateway = await startGateway({ host: '127.0.0.1', port: 0, handlers })
  client = await clientForTest(app)
}, 60_000)
afterAll(async () => {
  await gateway.stop()
  await app.close()
  await closeDb()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}, 60_000)

/** PostgreSQL's immediate shutdown: as after a crash, the next start recovers from the log. */
async function crash(): Promise<void> {
  const pid = Number(
    readFileSync(path.join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0],
  )
  process.kill(pid, 'SIGQUIT')
  while (postgres.isRunning()) await sleep(20)
  postgres = await startEmbedded({ dir: path.join(folder, 'postgres'), port: postgres.port })
}

interface Told {
  acknowledged: TestObject[]
  refused: number[]
}

/** Sends until told to stop; dials again when the association is gone. */
async function send(
  store: (object: TestObject) => Promise<number>,
  { told, isOver }: { told: Told; isOver: () => boolean },
): Promise<void> {
  const [StudyInstanceUID, SeriesInstanceUID] = [newUid(), newUid()]
  while (!isOver()) {
    const object = testObject(
      { StudyInstanceUID, SeriesInstanceUID, PatientID: 'CRASH' },
      randomBytes(50_000),
    )
    const status = await store(object)
    if (status === 0) told.acknowledged.push(object)
    else {
      told.refused.push(status)
      // As a sender does that was told to come again later.
      await sleep(20)
    }
  }
}

async function byAssociation(): Promise<(object: TestObject) => Promise<number>> {
  const peer = await TestPeer.associate({ port: gateway.port })
  return (object) => peer.store(object)
}

const byRequest = async (object: TestObject): Promise<number> => {
  const { status } = await client.store([object.bytes])
  return status === 200 ? 0 : status
}

it('F4: loses nothing acknowledged when the database crashes, refuses meanwhile by name, and needs no restart', async () => {
  const told: Told = { acknowledged: [], refused: [] }
  let over = false
  const senders = [byRequest, byRequest, await byAssociation(), await byAssociation()].map((store) =>
    send(store, { told, isOver: () => over }),
  )
  for (let i = 0; i < crashes; i += 1) {
    const before = told.acknowledged.length
    await expect.poll(() => told.acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(before + 10)
    await crash()
  }
  const after = told.acknowledged.length
  await expect.poll(() => told.acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(after + 10)
  over = true
  await Promise.all(senders)

  // 503 over HTTP, A700 over DIMSE: nothing else.
  expect(new Set(told.refused.filter((status) => status !== 503 && status !== 0xa700))).toEqual(new Set())
  const rows = await db().instance.findMany({ select: { SOPInstanceUID: true, blobName: true } })
  const blobOf = new Map(rows.map(({ SOPInstanceUID, blobName }) => [SOPInstanceUID, blobName]))
  for (const { SOPInstanceUID, dataSet } of told.acknowledged) {
    const stored = Buffer.from(await (await storage()).readAll(blobOf.get(SOPInstanceUID) ?? ''))
    expect(stored.subarray(-dataSet.length).equals(dataSet)).toBe(true)
  }
  expect(await checkStorage({ deep: true, report: () => undefined })).toMatchObject({ problems: 0 })
  const studies = await db().study.findMany({
    select: {
      NumberOfStudyRelatedInstances: true,
      series: { select: { _count: { select: { instances: true } } } },
    },
  })
  for (const { NumberOfStudyRelatedInstances, series } of studies) {
    expect(series.reduce((sum, { _count }) => sum + _count.instances, 0)).toBe(NumberOfStudyRelatedInstances)
  }
}, 120_000)
