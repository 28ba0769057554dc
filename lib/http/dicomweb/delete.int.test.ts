import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { purgeDeleted } from '@/lib/archive/purge-deleted'
import { releaseLegalHold, setLegalHold } from '@/lib/archive/reconcile/legal-hold'
import { undoChange } from '@/lib/archive/reconcile/undo-change'
import { checkStorage } from '@/lib/archive/check-storage'
import { sweep } from '@/lib/archive/sweep'
import { testObject, type TestObject } from '@/lib/archive/test-object'
import { db } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import { newUid } from '@/lib/dicom/uid'
import { storage } from '@/lib/storage/storage'
import { routes } from '../routes'
import { createServer } from '../server'
import { clientForTest, type TestClient } from './client-for-test'

useTestDatabase()

const system = { kind: 'system', name: 'test', address: '' } as const
const afterWindow = new Date(Date.now() + 31 * 86_400_000)
let app: FastifyInstance
let client: TestClient
let reader: TestClient

beforeAll(async () => {
  app = createServer(routes)
  client = await clientForTest(app, ['dicomweb:read', 'dicomweb:store', 'dicomweb:delete'])
  reader = await clientForTest(app)
})
afterAll(() => app.close())

interface Stored {
  study: string
  objects: TestObject[]
}

/** Two series, of two images and one. */
async function storedStudy(): Promise<Stored> {
  const StudyInstanceUID = newUid()
  const [a, b] = [newUid(), newUid()]
  const objects = [
    testObject({ StudyInstanceUID, SeriesInstanceUID: a, Modality: 'CR' }),
    testObject({ StudyInstanceUID, SeriesInstanceUID: a, Modality: 'CR', InstanceNumber: '2' }),
    testObject({ StudyInstanceUID, SeriesInstanceUID: b, Modality: 'SR', SeriesNumber: '2' }),
  ]
  expect((await client.store(objects.map(({ bytes }) => bytes))).status).toBe(200)
  return { study: `/studies/${StudyInstanceUID}`, objects }
}

const pathOf = ({ StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID }: TestObject) =>
  `/studies/${StudyInstanceUID}/series/${SeriesInstanceUID}/instances/${SOPInstanceUID}`
const remove = (path: string, by = client) => by.send(`${path}?reason=wrong%20patient`, { method: 'DELETE' })
const status = async (path: string) => (await client.get(path, { accept: '*/*' })).status

async function lastChange(StudyInstanceUID: string): Promise<string> {
  const found = await db().deletedInstance.findFirstOrThrow({
    where: { StudyInstanceUID },
    orderBy: { deletedAt: 'desc' },
    select: { changeId: true },
  })
  return found.changeId
}

const studyRow = (uid: string) =>
  db().study.findUniqueOrThrow({
    where: { StudyInstanceUID: uid },
    select: {
      id: true,
      revision: true,
      NumberOfStudyRelatedInstances: true,
      NumberOfStudyRelatedSeries: true,
      ModalitiesInStudy: true,
    },
  })

describe('deleting over DICOMweb', () => {
  it('B101 takes away one image, a series, the study; siblings stay, empty parents vanish', async () => {
    const { study, objects } = await storedStudy()
    const [one, two, report] = objects as [TestObject, TestObject, TestObject]
    expect((await remove(pathOf(one))).status).toBe(204)
    expect(await status(pathOf(one))).toBe(404)
    expect(await status(pathOf(two))).toBe(200)
    expect(await studyRow(one.StudyInstanceUID)).toMatchObject({
      NumberOfStudyRelatedInstances: 2,
      NumberOfStudyRelatedSeries: 2,
    })
    expect((await remove(`${study}/series/${two.SeriesInstanceUID}`)).status).toBe(204)
    expect(await studyRow(one.StudyInstanceUID)).toMatchObject({
      NumberOfStudyRelatedInstances: 1,
      NumberOfStudyRelatedSeries: 1,
      ModalitiesInStudy: ['SR'],
    })
    expect(await db().series.count({ where: { SeriesInstanceUID: two.SeriesInstanceUID } })).toBe(0)
    expect(await status(pathOf(report))).toBe(200)
    expect((await remove(study)).status).toBe(204)
    expect(await status(study)).toBe(404)
  })

  it('B102 answers 404 the second time, and 400 for a malformed UID or without a reason', async () => {
    const { study } = await storedStudy()
    expect((await client.send(study, { method: 'DELETE' })).status).toBe(400)
    expect(await status(study)).toBe(200)
    const inBody = {
      method: 'DELETE',
      body: '{"reason":"a copy"}',
      headers: { 'content-type': 'application/json' },
    }
    expect((await client.send(study, inBody)).status).toBe(204)
    expect((await remove(study)).status).toBe(404)
    expect((await remove('/studies/1.2..3')).status).toBe(400)
    expect((await remove(`/studies/${newUid()}`)).status).toBe(404)
  })

  it('B103 B90 is found by nobody at once, audited, with a new ETag; the blob stays until the window is over', async () => {
    const { study, objects } = await storedStudy()
    const [one, two] = objects as [TestObject, TestObject]
    const before = (await client.get(`${study}/metadata`)).headers.get('etag')
    const { blobName } = await db().instance.findUniqueOrThrow({
      where: { SOPInstanceUID: one.SOPInstanceUID },
      select: { blobName: true },
    })
    await remove(pathOf(one))
    expect(await status(`${pathOf(one)}/metadata`)).toBe(404)
    const found = await client.get(`/instances?SOPInstanceUID=${one.SOPInstanceUID}`)
    expect(found.status === 204 || (await found.text()) === '[]').toBe(true)
    const again = await client.get(`${study}/metadata`, { 'if-none-match': before ?? '' })
    expect(again.status).toBe(200)
    expect(again.headers.get('etag')).not.toBe(before)
    const { id } = await studyRow(one.StudyInstanceUID)
    expect(await db().auditEvent.findMany({ where: { studyId: id, action: 'study:delete' } })).toMatchObject([
      { outcome: 'success', detail: { level: 'instance', instances: 1 } },
    ])
    const store = await storage()
    await sweep({ graceMs: 0 })
    expect(await store.has(blobName)).toBe(true)
    expect(await purgeDeleted()).toBe(0)
    await purgeDeleted(afterWindow)
    expect(await store.has(blobName)).toBe(false)
    expect(await status(pathOf(one))).toBe(410)
    expect(await status(pathOf(two))).toBe(200)
    // What was purged may come again, and is served again.
    expect((await client.store([one.bytes])).status).toBe(200)
    expect(await status(pathOf(one))).toBe(200)
  })

  it('B104 while senders bring the same study: no fault, and index and blobs agree', async () => {
    const StudyInstanceUID = newUid()
    const series = [newUid(), newUid()]
    const objects = Array.from({ length: 24 }, (_, n) =>
      testObject({ StudyInstanceUID, SeriesInstanceUID: series[n % 2] ?? '', InstanceNumber: String(n) }),
    )
    const statuses: number[] = []
    const senders = [0, 1, 2, 3].map(async (sender) => {
      for (let n = sender; n < objects.length; n += 4) {
        statuses.push((await client.store([objects[n]?.bytes ?? Buffer.alloc(0)])).status)
      }
    })
    const deleter = async (path: string) => {
      for (let n = 0; n < 8; n += 1) statuses.push((await remove(path)).status)
    }
    await Promise.all([
      ...senders,
      deleter(`/studies/${StudyInstanceUID}`),
      deleter(`/studies/${StudyInstanceUID}/series/${series[0]}`),
    ])
    expect(statuses.filter((code) => ![200, 204, 404].includes(code))).toEqual([])
    const there = await db().instance.count({ where: { series: { study: { StudyInstanceUID } } } })
    const gone = await db().deletedInstance.count({ where: { StudyInstanceUID } })
    expect(there + gone).toBe(objects.length)
    const row = await studyRow(StudyInstanceUID)
    expect(row.NumberOfStudyRelatedInstances).toBe(there)
    const bySeries = await db().series.findMany({
      where: { studyId: row.id },
      select: { NumberOfSeriesRelatedInstances: true, _count: { select: { instances: true } } },
    })
    expect(row.NumberOfStudyRelatedSeries).toBe(bySeries.length)
    for (const one of bySeries) expect(one.NumberOfSeriesRelatedInstances).toBe(one._count.instances)
    const problems: unknown[] = []
    await checkStorage({ deep: true, report: (problem) => problems.push(problem) })
    expect(problems).toEqual([])
  })

  it('needs the scope, and does not answer DELETE /studies (B31)', async () => {
    const { study } = await storedStudy()
    expect((await remove(study, reader)).status).toBe(403)
    expect((await remove('/studies')).status).toBe(405)
  })
})

describe('undoing', () => {
  it('brings the study back as it was, byte for byte, and only once', async () => {
    const { study, objects } = await storedStudy()
    const [one] = objects as [TestObject]
    const before = await studyRow(one.StudyInstanceUID)
    await remove(study)
    const changeId = await lastChange(one.StudyInstanceUID)
    await undoChange(changeId, { reason: 'it was the right one', actor: system })
    const { revision, ...after } = await studyRow(one.StudyInstanceUID)
    expect(after).toEqual({ ...before, revision: undefined })
    expect(revision).toBeGreaterThan(before.revision)
    const file = await client.get(pathOf(one), { accept: 'application/dicom; transfer-syntax=*' })
    expect(Buffer.from(await file.arrayBuffer()).equals(one.bytes)).toBe(true)
    await expect(undoChange(changeId, { reason: 'once more', actor: system })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  it('is refused where an object of the same UID was stored meanwhile, and when the window is over', async () => {
    const { objects } = await storedStudy()
    const [one, two] = objects as [TestObject, TestObject]
    await remove(pathOf(one))
    const changeId = await lastChange(one.StudyInstanceUID)
    expect((await client.store([one.bytes])).status).toBe(200)
    await expect(undoChange(changeId, { reason: 'back', actor: system })).rejects.toMatchObject({
      code: 'conflict',
    })
    await remove(pathOf(two))
    const later = { reason: 'too late', actor: system, now: afterWindow }
    await expect(undoChange(await lastChange(two.StudyInstanceUID), later)).rejects.toMatchObject({
      code: 'gone',
    })
  })
})

describe('a legal hold', () => {
  it('refuses to delete and to purge until it is released', async () => {
    const { study, objects } = await storedStudy()
    const [one] = objects as [TestObject]
    await remove(pathOf(one))
    const { id: studyId } = await studyRow(one.StudyInstanceUID)
    await setLegalHold({ studyId, reason: 'court order 12', actor: system })
    const refused = await remove(study)
    expect(refused.status).toBe(409)
    expect(await refused.text()).toContain('legal hold')
    await purgeDeleted(afterWindow)
    const held = { where: { SOPInstanceUID: one.SOPInstanceUID } }
    expect(await db().deletedInstance.count(held)).toBe(1)
    await expect(db().deletedInstance.deleteMany(held)).rejects.toThrow(/legal hold/)
    await expect(setLegalHold({ studyId, reason: 'again', actor: system })).rejects.toMatchObject({
      code: 'conflict',
    })
    await releaseLegalHold({ studyId, reason: 'case closed', actor: system })
    await purgeDeleted(afterWindow)
    expect(await db().deletedInstance.count(held)).toBe(0)
    expect((await remove(study)).status).toBe(204)
  })
})
