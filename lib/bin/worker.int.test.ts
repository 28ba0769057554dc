import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { storeInstance } from '@/lib/archive/store-instance'
import type { Actor } from '@/lib/access/actor'
import { db } from '@/lib/db/client'
import { beat, lastBeat } from '@/lib/db/triage/installation-facts'
import { useTestDatabase } from '@/lib/db/test-database'
import { writePart10 } from '@/lib/demo/write-part10'
import { newUid } from '@/lib/dicom/uid'
import { loadModels } from '@/lib/inference/load-models'
import { writeTestModel } from '@/lib/inference/test-model'
import { closeDecoders } from '@/lib/pixels/decode-frame'
import { jobPayloads, type JobName } from '@/lib/queue/jobs'
import { runQueue, type RunningQueue } from '@/lib/queue/run-queue'
import { schedule } from '@/lib/queue/schedule'
import { list } from '@/lib/worklist/list'
import { onStudyStable } from '@/lib/triage/on-study-stable'
import { resume } from '@/lib/triage/resume'
import { runModel } from '@/lib/triage/run-model'
import { stayAlive } from '@/lib/triage/stay-alive'

useTestDatabase()

vi.setConfig({ testTimeout: 60_000 })

let folder = ''
let queue: RunningQueue | undefined
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wetread-models-'))
})
afterEach(async () => {
  await queue?.stop()
  queue = undefined
  await rm(folder, { recursive: true, force: true })
})
afterAll(closeDecoders)

/** A dark film with a bright edge: the small model finds its critical finding in it. */
function film(changes: Record<string, unknown> = {}): Uint8Array {
  const pixels = Uint16Array.from({ length: 300 * 256 }, (_, n) => (n % 256 < 4 ? 4000 : 100))
  return writePart10({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.1',
    SOPInstanceUID: newUid(),
    StudyInstanceUID: newUid(),
    SeriesInstanceUID: newUid(),
    PatientID: 'T-1',
    PatientName: 'Geheim^Gerda',
    PatientBirthDate: '19500101',
    StudyDate: '20260102',
    Modality: 'CR',
    BodyPartExamined: 'CHEST',
    ViewPosition: 'PA',
    Rows: 300,
    Columns: 256,
    SamplesPerPixel: 1,
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelRepresentation: 0,
    PhotometricInterpretation: 'MONOCHROME2',
    PixelData: pixels.buffer,
    ...changes,
  })
}

async function send(bytes: Uint8Array): Promise<string> {
  return (await storeInstance({ bytes, origin: 'test' })).studyId
}

/** Of the jobs that this test is not about. */
const idle = Object.fromEntries(
  Object.keys(jobPayloads).map((name) => [name, () => Promise.resolve()]),
) as Record<JobName, () => Promise<void>>

async function start(): Promise<void> {
  const models = await loadModels(folder)
  await resume(models)
  queue = await runQueue({
    databaseUrl: process.env.DATABASE_URL ?? '',
    concurrency: 2,
    schedule,
    handlers: {
      ...idle,
      'study-stable': (payload) => onStudyStable(payload, { models }),
      'run-model': (payload, { lastTry }) => runModel(payload, { models, lastTry }),
    },
  })
}

const task = (studyId: string) => db().readingTask.findUnique({ where: { studyId } })
const runs = (studyId: string) =>
  db().modelRun.findMany({
    where: { studyId },
    include: { findings: true },
    orderBy: { SOPInstanceUID: 'asc' },
  })
const settled = (studyId: string, state: string) =>
  expect.poll(async () => (await task(studyId))?.aiState, { timeout: 30_000 }).toBe(state)

describe('from arrival to the re-ranked row', () => {
  it('reads a chest film, stores what the model says and brings the deadline forward', async () => {
    const card = await writeTestModel(folder)
    await start()
    const studyId = await send(film())
    await settled(studyId, 'completed')
    const [run] = await runs(studyId)
    expect(run).toMatchObject({
      outcome: 'completed',
      urgency: 'critical',
      modelName: 'test-model',
      modelSha256: card.sha256,
    })
    expect(run?.findings).toHaveLength(7)
    const row = await task(studyId)
    if (!row) throw new Error('no row')
    expect(row.dueAt.getTime()).toBeLessThan(row.readableAt.getTime() + row.targetMinutes * 60_000)
    const { count } = await db()
      .readingEvent.groupBy({ by: ['type'], where: { studyId, type: 'ai-result' }, _count: true })
      .then(([group]) => ({ count: group?._count }))
    expect(count).toBe(1)
  })

  it('gives every other study its reason', async () => {
    await writeTestModel(folder)
    await start()
    const cases = [
      [film({ ViewPosition: 'LL' }), 'lateral view'],
      [
        film({ Modality: 'CT', SOPClassUID: '1.2.840.10008.5.1.4.1.1.2' }),
        'CT is not a projection radiograph',
      ],
      [film({ PatientBirthDate: '20200101' }), 'patient under 18'],
      [film({ PatientBirthDate: '', PatientAge: '007M' }), 'patient under 18'],
    ] as const
    for (const [bytes, reason] of cases) {
      const studyId = await send(bytes)
      await settled(studyId, 'ineligible')
      expect(await task(studyId)).toMatchObject({ aiReason: reason })
      expect(await runs(studyId)).toMatchObject([{ outcome: 'ineligible', reason }])
    }
  })

  it('abstains on what is no frontal chest', async () => {
    await writeTestModel(folder, { gate: { temperature: 1, threshold: 0.9999 } })
    await start()
    const studyId = await send(film())
    await settled(studyId, 'abstained')
    expect(await task(studyId)).toMatchObject({ aiReason: 'not a frontal chest radiograph' })
  })

  it('says that an image cannot be decoded instead of trying for ever', async () => {
    await writeTestModel(folder)
    await start()
    const studyId = await send(film({ BitsStored: 16, HighBit: 3 }))
    await settled(studyId, 'failed')
    expect(await task(studyId)).toMatchObject({ aiReason: 'the image cannot be decoded' })
  })
})

it('looks at images that arrive late, and not twice at the same', async () => {
  await writeTestModel(folder)
  const models = await loadModels(folder)
  const StudyInstanceUID = newUid()
  const studyId = await send(film({ StudyInstanceUID }))
  const run = () =>
    runModel({ studyId, modelName: 'test-model', modelVersion: '1.0.0' }, { models, lastTry: false })
  await onStudyStable({ studyId }, { models })
  await run()
  const [first] = await runs(studyId)
  await run()
  expect(await runs(studyId)).toMatchObject([{ id: first?.id, startedAt: first?.startedAt }])
  const dueAt = (await task(studyId))?.dueAt
  await send(film({ StudyInstanceUID }))
  await onStudyStable({ studyId }, { models })
  expect(await task(studyId)).toMatchObject({ aiState: 'completed' })
  await run()
  expect(await runs(studyId)).toHaveLength(2)
  expect((await task(studyId))?.dueAt).toEqual(dueAt)
})

it('keeps the list going while a model is off, and catches up when it is back', async () => {
  await writeTestModel(folder)
  await appendFile(path.join(folder, 'test-model', '1.0.0', 'model.onnx'), 'x')
  await start()
  const film1 = await send(film())
  const ct = await send(film({ Modality: 'CT' }))
  await settled(film1, 'off')
  expect(await task(film1)).toMatchObject({
    state: 'readable',
    aiReason: 'model file does not match its hash',
  })
  await settled(ct, 'ineligible')
  await queue?.stop()

  await writeTestModel(folder)
  await start()
  await settled(film1, 'completed')
})

it('lets an answer stand when the model is off later, and looks at the images in between when it is back', async () => {
  await writeTestModel(folder)
  await start()
  const StudyInstanceUID = newUid()
  const studyId = await send(film({ StudyInstanceUID }))
  await settled(studyId, 'completed')
  await queue?.stop()

  await appendFile(path.join(folder, 'test-model', '1.0.0', 'model.onnx'), 'x')
  const off = await loadModels(folder)
  await send(film({ StudyInstanceUID }))
  await onStudyStable({ studyId }, { models: off })
  await onStudyStable({ studyId }, { models: [] })
  await runModel({ studyId, modelName: 'test-model', modelVersion: '1.0.0' }, { models: off, lastTry: false })
  expect(await task(studyId)).toMatchObject({ aiState: 'completed', aiReason: '' })

  await writeTestModel(folder)
  await start()
  await expect.poll(async () => (await runs(studyId)).length, { timeout: 30_000 }).toBe(2)
})

it('beats although it has nothing new to say', async () => {
  const beatAt = async () => (await lastBeat(db()))?.getTime() ?? 0
  const first = { processId: 'same', queueWorkers: [] }
  await beat(db(), first)
  const before = await beatAt()
  await expect
    .poll(async () => {
      await beat(db(), first)
      return beatAt()
    })
    .toBeGreaterThan(before)
})

it('tells the list which model is off and that the worker has gone silent', async () => {
  await writeTestModel(folder)
  await appendFile(path.join(folder, 'test-model', '1.0.0', 'model.onnx'), 'x')
  await resume(await loadModels(folder))
  const stop = await stayAlive('test', () => [])
  stop()
  const actor: Actor = { kind: 'system', name: 'test', address: '' }
  const notices = async (now: Date) => (await list({ actor, query: {}, now })).notices
  const away = 'The AI worker is away; the list goes on without it.'
  expect(await notices(new Date())).toContain('AI is off: model file does not match its hash')
  expect(await notices(new Date())).not.toContain(away)
  expect(await notices(new Date(Date.now() + 60_000))).toContain(away)
})

it('gives the jobs of a dead worker back, those of a living one not', async () => {
  const lock = (by: string) =>
    db()
      .$executeRaw`update graphile_worker._private_jobs set locked_by = ${by}, locked_at = now() - interval '20 seconds'`
  const locked = () =>
    db().$queryRaw<{ locked_by: string | null }[]>`select locked_by from graphile_worker.jobs`
  await send(film())
  await lock('living')
  ;(await stayAlive('test', () => ['living']))()
  expect((await locked()).every(({ locked_by }) => locked_by === 'living')).toBe(true)
  await lock('dead')
  ;(await stayAlive('test', () => ['living']))()
  expect((await locked()).every(({ locked_by }) => locked_by === null)).toBe(true)
})
