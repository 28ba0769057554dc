import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { db } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import { part10Header } from '@/lib/dicom/part10-header'
import { ExplicitVRLittleEndian } from '@/lib/dicom/transfer-syntax'
import { newUid } from '@/lib/dicom/uid'
import { storage } from '@/lib/storage/storage'
import { storeInstance } from './store-instance'
import { testObject, type TestObject } from './test-object'

useTestDatabase()
process.env.WETREAD_MAX_INSTANCE_BYTES = String(4 * 1024 * 1024)

const store = (object: TestObject, extra: { now?: Date; expectedStudyInstanceUID?: string } = {}) =>
  storeInstance({ bytes: object.bytes, origin: 'STOW-RS:test', ...extra })

async function blobNames(): Promise<string[]> {
  const names: string[] = []
  for await (const { blobName } of (await storage()).list()) names.push(blobName)
  return names
}

async function stored(SOPInstanceUID: string) {
  const row = await db().instance.findUniqueOrThrow({
    where: { SOPInstanceUID },
    select: { blobName: true, series: { select: { study: { select: { patient: true, id: true } } } } },
  })
  return {
    bytes: Buffer.from(await (await storage()).readAll(row.blobName)),
    patient: row.series.study.patient,
  }
}

const studyOf = (StudyInstanceUID: string) =>
  db().study.findUniqueOrThrow({
    where: { StudyInstanceUID },
    select: {
      id: true,
      NumberOfStudyRelatedInstances: true,
      NumberOfStudyRelatedSeries: true,
      ModalitiesInStudy: true,
      synthetic: true,
      series: { select: { NumberOfSeriesRelatedInstances: true, _count: { select: { instances: true } } } },
    },
  })

const jobs = (studyId: string) =>
  db().$queryRaw<{ run_at: Date }[]>`
    select run_at from graphile_worker.jobs where key = ${`study-stable:${studyId}`}`

let blobsBefore: string[]
beforeEach(async () => {
  blobsBefore = await blobNames()
})

describe('storeInstance', () => {
  it('keeps the bytes as they came, and tells the index, the log and the queue in one go', async () => {
    const object = testObject({ InstitutionName: 'WETREAD SYNTHETIC', RequestedProcedurePriority: 'STAT' })
    const now = new Date()
    const outcome = await store(object, { now })
    expect(outcome).toMatchObject({ status: 'stored', SOPInstanceUID: object.SOPInstanceUID, warnings: [] })
    expect((await stored(object.SOPInstanceUID)).bytes.equals(object.bytes)).toBe(true)
    expect(await studyOf(object.StudyInstanceUID)).toMatchObject({
      NumberOfStudyRelatedInstances: 1,
      NumberOfStudyRelatedSeries: 1,
      ModalitiesInStudy: ['CR'],
      synthetic: true,
    })
    const events = await db().readingEvent.findMany({ where: { studyId: outcome.studyId } })
    expect(events).toMatchObject([{ type: 'received', data: { RequestedProcedurePriority: 'STAT' } }])
    expect((await jobs(outcome.studyId)).map((job) => job.run_at.getTime() - now.getTime())).toEqual([1000])
  })

  it('notes everything that says how soon somebody is waiting', async () => {
    const said = {
      RequestedProcedurePriority: 'LOW',
      StudyPriorityID: 'HIGH',
      RequestingService: 'A&E',
      CurrentPatientLocation: 'BAY 4',
      AdmissionID: '17',
    }
    const { studyId } = await store(testObject(said))
    const event = await db().readingEvent.findFirst({ where: { studyId, type: 'received' } })
    expect(event?.data).toEqual(said)
  })

  it('moves the quiet time with every image, to the last one', async () => {
    const first = testObject({ Modality: 'CT' })
    const { studyId } = await store(first)
    const { StudyInstanceUID, SeriesInstanceUID } = first
    let last = new Date()
    for (let i = 0; i < 5; i += 1) {
      last = new Date()
      await store(testObject({ Modality: 'CT', StudyInstanceUID, SeriesInstanceUID }), { now: last })
    }
    await expect
      .poll(async () => (await jobs(studyId)).map((job) => job.run_at.getTime() - last.getTime()))
      .toEqual([4000])
  })

  it('takes the same object again as a success and keeps one copy', async () => {
    const object = testObject()
    await store(object)
    expect(await store(object)).toMatchObject({ status: 'duplicate' })
    expect((await blobNames()).length).toBe(blobsBefore.length + 1)
    expect((await studyOf(object.StudyInstanceUID)).NumberOfStudyRelatedInstances).toBe(1)
  })

  it('takes the same data set with another file header as the same object', async () => {
    const object = testObject()
    await store(object)
    const header = part10Header({
      SOPClassUID: object.SOPClassUID,
      SOPInstanceUID: object.SOPInstanceUID,
      TransferSyntaxUID: ExplicitVRLittleEndian,
      SourceApplicationEntityTitle: 'FORWARDER',
    })
    const bytes = Buffer.concat([header, object.dataSet])
    expect(await storeInstance({ bytes, origin: 'C-STORE:FORWARDER' })).toMatchObject({ status: 'duplicate' })
    expect((await stored(object.SOPInstanceUID)).bytes.equals(object.bytes)).toBe(true)
    expect((await blobNames()).length).toBe(blobsBefore.length + 1)
    expect((await studyOf(object.StudyInstanceUID)).NumberOfStudyRelatedInstances).toBe(1)
  })

  it.each([
    ['other bytes', {}, Buffer.alloc(512, 8)],
    ['another series', { SeriesInstanceUID: newUid() }, undefined],
    ['another study', { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() }, undefined],
    ['another patient', { PatientID: 'T-2', PatientName: 'Anders^Anna' }, undefined],
    [
      'another patient and study',
      {
        PatientID: 'T-2',
        PatientName: 'Anders^Anna',
        StudyInstanceUID: newUid(),
        SeriesInstanceUID: newUid(),
      },
      undefined,
    ],
  ])(
    'S45 sets one SOP Instance UID with %s aside, once, and leaves the first untouched',
    async (_what, change, pixels) => {
      const object = testObject()
      await store(object)
      const { SOPInstanceUID, StudyInstanceUID, SeriesInstanceUID } = object
      const other = testObject({ SOPInstanceUID, StudyInstanceUID, SeriesInstanceUID, ...change }, pixels)
      const kept = { code: 'conflict', detail: { SOPInstanceUID, quarantined: true } }
      await expect(store(other)).rejects.toMatchObject(kept)
      await expect(store(other)).rejects.toMatchObject(kept)
      expect((await stored(SOPInstanceUID)).bytes.equals(object.bytes)).toBe(true)
      expect((await blobNames()).length).toBe(blobsBefore.length + 2)
      const aside = await db().quarantinedObject.findMany({ where: { SOPInstanceUID } })
      expect(aside).toMatchObject([{ state: 'open', timesSeen: 2, origin: 'STOW-RS:test' }])
      const bytes = await (await storage()).readAll(aside[0]?.blobName ?? '')
      expect(Buffer.from(bytes).equals(other.bytes)).toBe(true)
      const studies = await db().study.count({ where: { StudyInstanceUID: other.StudyInstanceUID } })
      expect(studies).toBe(other.StudyInstanceUID === StudyInstanceUID ? 1 : 0)
      expect(await db().rejection.findMany({ where: { SOPInstanceUID } })).toMatchObject([
        { code: 'conflict' },
        { code: 'conflict' },
      ])
    },
  )

  it('refuses what contradicts when the quarantine is full, and keeps nothing of it', async () => {
    const { StudyInstanceUID } = await store(testObject())
    vi.stubEnv('WETREAD_QUARANTINE_BYTES', '100')
    const names = await blobNames()
    await expect(store(testObject({ StudyInstanceUID, PatientID: 'T-9' }))).rejects.toMatchObject({
      code: 'conflict',
      detail: { reason: 'other-patient', quarantined: false },
    })
    expect(await blobNames()).toEqual(names)
    vi.unstubAllEnvs()
  })

  it('keeps two senders of one contradicting object as one entry', async () => {
    const { StudyInstanceUID } = await store(testObject())
    const other = testObject({ StudyInstanceUID, PatientID: 'T-9' })
    const answers = await Promise.allSettled([store(other), store(other), store(other)])
    expect(answers.every(({ status }) => status === 'rejected')).toBe(true)
    const aside = await db().quarantinedObject.findMany({ where: { SOPInstanceUID: other.SOPInstanceUID } })
    expect(aside).toMatchObject([{ timesSeen: 3 }])
  })

  it('sets aside what names another patient than its study does', async () => {
    const { StudyInstanceUID } = await store(testObject())
    await expect(store(testObject({ StudyInstanceUID, PatientID: 'T-9' }))).rejects.toMatchObject({
      code: 'conflict',
      detail: { reason: 'other-patient' },
    })
    await expect(store(testObject({ StudyInstanceUID, PatientBirthDate: '19991231' }))).rejects.toMatchObject(
      {
        detail: { reason: 'other-patient' },
      },
    )
  })

  it('refuses an object sent to another study than its own', async () => {
    await expect(store(testObject(), { expectedStudyInstanceUID: newUid() })).rejects.toMatchObject({
      detail: { reason: 'other-study' },
    })
  })

  it('gives two people with one Patient ID a record each, and marks both', async () => {
    const PatientID = 'SHARED'
    const a = testObject({ PatientID, PatientName: 'A^A', PatientBirthDate: '19700101' })
    const b = testObject({ PatientID, PatientName: 'B^B', PatientBirthDate: '19800101' })
    const again = testObject({ PatientID, PatientName: 'A^A', PatientBirthDate: '19700101' })
    for (const object of [a, b, again]) await store(object)
    const patients = await Promise.all(
      [a, b, again].map(async (o) => (await stored(o.SOPInstanceUID)).patient),
    )
    expect(patients.map((patient) => patient.identityConflict)).toEqual([true, true, true])
    expect(patients[0]?.id).toBe(patients[2]?.id)
    expect(patients[0]?.id).not.toBe(patients[1]?.id)
  })

  it('stores a study without Patient ID by itself and takes over the real one when it comes', async () => {
    const first = testObject({ PatientID: '', PatientName: 'U^U' })
    const other = testObject({ PatientID: null, PatientName: 'U^U' })
    await store(first)
    await store(other)
    const unknown = (await stored(first.SOPInstanceUID)).patient
    expect(unknown.id).not.toBe((await stored(other.SOPInstanceUID)).patient.id)
    const { StudyInstanceUID } = first
    await store(testObject({ StudyInstanceUID, PatientID: 'REAL', PatientName: 'U^U' }))
    expect((await stored(first.SOPInstanceUID)).patient.PatientID).toBe('REAL')
    expect(await db().patient.count({ where: { id: unknown.id } })).toBe(0)
    await store(testObject({ StudyInstanceUID, PatientID: '', PatientName: 'U^U' }))
    expect((await studyOf(StudyInstanceUID)).NumberOfStudyRelatedInstances).toBe(3)
  })

  it('stores an object with a wrong optional value, warns, and does not index the value', async () => {
    const object = testObject({ StudyDate: 'yesterday' })
    const { warnings } = await store(object)
    expect(warnings).toEqual(['StudyDate is not a date and is not indexed'])
    const study = await db().study.findUniqueOrThrow({
      where: { StudyInstanceUID: object.StudyInstanceUID },
      select: { StudyDate: true },
    })
    expect(study.StudyDate).toBe('')
  })

  it.each([
    ['no DICOM', () => Buffer.from('hello'), 'unprocessable'],
    ['nothing', () => Buffer.alloc(0), 'unprocessable'],
    ['a cut-off header', () => testObject().bytes.subarray(0, 400), 'unprocessable'],
    ['cut-off pixel data', () => testObject().bytes.subarray(0, -100), 'unprocessable'],
    ['no SOP Instance UID', () => testObject({ SOPInstanceUID: null }).bytes, 'unprocessable'],
    ['no Study Instance UID', () => testObject({ StudyInstanceUID: null }).bytes, 'unprocessable'],
    [
      'a UID with path characters',
      () => testObject({ StudyInstanceUID: '../../etc' }).bytes,
      'unprocessable',
    ],
    [
      'a Patient ID with control characters',
      () => testObject({ PatientID: 'a\u0001b' }).bytes,
      'unprocessable',
    ],
    ['more than the limit', () => testObject({}, Buffer.alloc(5 * 1024 * 1024)).bytes, 'too-large'],
  ])('refuses %s and keeps nothing of it', async (_what, bytes, code) => {
    await expect(storeInstance({ bytes: bytes(), origin: 'STOW-RS:test' })).rejects.toMatchObject({ code })
    expect(await blobNames()).toEqual(blobsBefore)
    expect(await readdir(path.join(process.env.WETREAD_DATA ?? '', 'spool'))).toEqual([])
  })

  it('answers 8 senders of one object with success, keeping one copy', async () => {
    const object = testObject()
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => store(object)))
    expect(outcomes.filter(({ status }) => status === 'stored')).toHaveLength(1)
    expect((await blobNames()).length).toBe(blobsBefore.length + 1)
    expect((await studyOf(object.StudyInstanceUID)).NumberOfStudyRelatedInstances).toBe(1)
  })

  it('counts right when 8 senders bring one study, its first images included', async () => {
    const StudyInstanceUID = newUid()
    const series = [newUid(), newUid(), newUid()]
    const objects = Array.from({ length: 64 }, (_, i) =>
      testObject({
        StudyInstanceUID,
        SeriesInstanceUID: series[i % 3] ?? '',
        InstanceNumber: String(i),
        Modality: i % 3 === 0 ? 'CT' : 'SR',
      }),
    )
    await Promise.all(
      Array.from({ length: 8 }, async (_, sender) => {
        for (let i = sender; i < objects.length; i += 8) {
          const object = objects[i]
          if (object) await store(object)
        }
      }),
    )
    const study = await studyOf(StudyInstanceUID)
    expect(study).toMatchObject({ NumberOfStudyRelatedInstances: 64, NumberOfStudyRelatedSeries: 3 })
    expect([...study.ModalitiesInStudy].sort()).toEqual(['CT', 'SR'])
    for (const { NumberOfSeriesRelatedInstances, _count } of study.series) {
      expect(NumberOfSeriesRelatedInstances).toBe(_count.instances)
    }
    expect(await db().readingEvent.count({ where: { studyId: study.id, type: 'received' } })).toBe(1)
  })

  it('survives senders that bring studies of the same patients in opposite orders', async () => {
    const uids = Array.from({ length: 6 }, () => newUid())
    const sender = async (order: string[]) => {
      for (const StudyInstanceUID of order) await store(testObject({ StudyInstanceUID, PatientID: 'CROSS' }))
    }
    await Promise.all([sender(uids), sender([...uids].reverse()), sender(uids), sender([...uids].reverse())])
    for (const uid of uids) expect((await studyOf(uid)).NumberOfStudyRelatedInstances).toBe(4)
    expect(await db().patient.count({ where: { PatientID: 'CROSS' } })).toBe(1)
  })

  it('leaves neither the DICM mark nor a name readable in the data folder', async () => {
    await store(testObject())
    const folder = process.env.WETREAD_DATA ?? ''
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const bytes = await readFile(path.join(entry.parentPath, entry.name))
      expect(bytes.includes('DICM')).toBe(false)
      expect(bytes.includes('Geheim')).toBe(false)
    }
  })

  it('takes over what later images know, but never moves a study to another referrer', async () => {
    const { StudyInstanceUID, SeriesInstanceUID } = await store(testObject({ StudyDescription: 'Thorax' }))
    const later = (attributes: Record<string, string>) =>
      store(testObject({ StudyInstanceUID, SeriesInstanceUID, ...attributes }))
    await later({ ReferringPhysicianName: 'Haus^Gregor', AccessionNumber: 'A1' })
    await later({ ReferringPhysicianName: 'Anders^Anna', StudyDescription: 'Thorax p.a.' })
    const study = await db().study.findUniqueOrThrow({ where: { StudyInstanceUID } })
    expect(study).toMatchObject({
      ReferringPhysicianName: 'Haus^Gregor',
      referringPhysicianKey: 'haus gregor',
      AccessionNumber: 'A1',
      StudyDescription: 'Thorax p.a.',
      NumberOfStudyRelatedInstances: 3,
    })
  })

  it('keeps the SHA-256 of what it stores', async () => {
    const object = testObject()
    await store(object)
    const row = await db().instance.findUniqueOrThrow({
      where: { SOPInstanceUID: object.SOPInstanceUID },
      select: { sha256: true },
    })
    expect(Buffer.from(row.sha256)).toEqual(createHash('sha256').update(object.bytes).digest())
  })
})
