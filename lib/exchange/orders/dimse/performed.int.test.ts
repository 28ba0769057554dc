import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorForTest } from '@/lib/access/actor-for-test'
import { peerHandlers, type AssociatedPeer } from '@/lib/archive/peer-handlers'
import { storeInstance } from '@/lib/archive/store-instance'
import { testObject } from '@/lib/archive/test-object'
import { db } from '@/lib/db/client'
import { announcedImages } from '@/lib/db/orders/performed'
import { useTestDatabase } from '@/lib/db/test-database'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { jsonOf } from '@/lib/dicom/json-of'
import { hasPython } from '@/lib/dicom/pydicom-json-for-test'
import { newUid } from '@/lib/dicom/uid'
import { startGateway, type Gateway } from '@/lib/dimse/start-gateway'
import { onStudyStable } from '@/lib/triage/on-study-stable'
import { readOrder } from '../list-orders'
import type { OrderAnswer } from '../order-answer'
import { orderForTest } from '../order-for-test'
import { placeOrder } from '../place-order'
import { beginPerformed } from './begin-performed'
import { changePerformed } from './change-performed'
import { performedService } from './performed-service'

useTestDatabase()

const peer: AssociatedPeer = { kind: 'peer', aeTitle: 'CR1', address: '127.0.0.1', rights: ['mpps'] }
let counter = 0

async function placed(over: Parameters<typeof orderForTest>[0] = {}): Promise<OrderAnswer> {
  counter += 1
  const order = orderForTest({ PatientID: `M${counter}`, ...over })
  return placeOrder({ order, actor: await actorForTest('technologist') })
}

/** What a scanner says when it begins the first step of an order. */
function started(order: OrderAnswer, over: Parameters<typeof jsonOf>[0] = {}): DicomJson {
  return jsonOf({
    PatientID: order.PatientID,
    PatientName: order.PatientNameText,
    PatientBirthDate: order.PatientBirthDate,
    PerformedProcedureStepID: 'PPS1',
    PerformedStationAETitle: 'CR1',
    PerformedProcedureStepStartDate: '20261124',
    PerformedProcedureStepStartTime: '093000',
    PerformedProcedureStepStatus: 'IN PROGRESS',
    Modality: 'CR',
    PerformedSeriesSequence: [],
    ScheduledStepAttributesSequence: [
      jsonOf({
        StudyInstanceUID: order.StudyInstanceUID,
        AccessionNumber: order.AccessionNumber,
        ScheduledProcedureStepID: order.steps[0]?.ScheduledProcedureStepID ?? '',
      }),
    ],
    ...over,
  })
}

function ended(uids: readonly string[], status = 'COMPLETED'): DicomJson {
  const images = uids.map((uid) =>
    jsonOf({ ReferencedSOPClassUID: '1.2.840.10008.5.1.4.1.1.1', ReferencedSOPInstanceUID: uid }),
  )
  return jsonOf({
    PerformedProcedureStepStatus: status,
    PerformedProcedureStepEndDate: '20261124',
    PerformedProcedureStepEndTime: '094000',
    PerformedSeriesSequence: [jsonOf({ SeriesInstanceUID: '1.2.3', ReferencedImageSequence: images })],
  })
}

const begin = (attributes: DicomJson, SOPInstanceUID = newUid()) =>
  beginPerformed({ SOPInstanceUID, attributes, peer })
const change = (SOPInstanceUID: string, modifications: DicomJson) =>
  changePerformed({ SOPInstanceUID, modifications, peer })
const stepOf = async (order: OrderAnswer) => (await readOrder(order.id)).steps[0]?.status
const refusedWith = (Status: number) => ({ detail: { Status } })

async function image(order: OrderAnswer): Promise<{ SOPInstanceUID: string; studyId: string }> {
  const { StudyInstanceUID, AccessionNumber, PatientID, PatientNameText: PatientName } = order
  const object = testObject({
    ...{ StudyInstanceUID, AccessionNumber, PatientID, PatientName },
    PatientBirthDate: order.PatientBirthDate,
  })
  const { studyId } = await storeInstance({ bytes: object.bytes, origin: 'C-STORE:CR1' })
  return { SOPInstanceUID: object.SOPInstanceUID, studyId }
}
const isReadable = async (studyId: string) => (await db().readingTask.count({ where: { studyId } })) === 1

describe('performed procedure steps (B137)', () => {
  it('move the scheduled step: SCHEDULED, IN PROGRESS, COMPLETED', async () => {
    const order = await placed()
    expect(await stepOf(order)).toBe('SCHEDULED')
    const { SOPInstanceUID } = await begin(started(order))
    expect(await stepOf(order)).toBe('IN PROGRESS')
    await change(SOPInstanceUID, jsonOf({ CommentsOnThePerformedProcedureStep: 'under way' }))
    expect(await stepOf(order)).toBe('IN PROGRESS')
    await change(SOPInstanceUID, ended(['1.2.9']))
    expect(await stepOf(order)).toBe('COMPLETED')
    expect((await readOrder(order.id)).status).toBe('completed')
  })

  it('leave the step discontinued, and begun again where another one begins', async () => {
    const order = await placed()
    const { SOPInstanceUID } = await begin(started(order))
    await change(SOPInstanceUID, ended([], 'DISCONTINUED'))
    expect(await stepOf(order)).toBe('DISCONTINUED')
    await begin(started(order))
    expect(await stepOf(order)).toBe('IN PROGRESS')
  })

  it('are refused twice under one UID with 0111, and after the end with 0110', async () => {
    const order = await placed()
    const uid = newUid()
    await begin(started(order), uid)
    await expect(begin(started(order), uid)).rejects.toMatchObject(refusedWith(0x0111))
    await change(uid, ended([]))
    await expect(change(uid, ended([]))).rejects.toMatchObject(refusedWith(0x0110))
    await expect(change(newUid(), ended([]))).rejects.toMatchObject(refusedWith(0x0112))
  })

  it('are refused with what is missing or wrong', async () => {
    const order = await placed()
    await expect(begin(started(order, { Modality: '' }))).rejects.toMatchObject(refusedWith(0x0121))
    const { '00080060': _modality, ...lacking } = started(order)
    await expect(begin(lacking)).rejects.toMatchObject(refusedWith(0x0120))
    const done = started(order, { PerformedProcedureStepStatus: 'COMPLETED' })
    await expect(begin(done)).rejects.toMatchObject(refusedWith(0x0106))
    const { SOPInstanceUID } = await begin(started(order))
    const other = jsonOf({ PerformedStationAETitle: 'CR2' })
    await expect(change(SOPInstanceUID, other)).rejects.toMatchObject(refusedWith(0x0106))
    const untimed = jsonOf({ PerformedProcedureStepStatus: 'COMPLETED' })
    await expect(change(SOPInstanceUID, untimed)).rejects.toMatchObject(refusedWith(0x0120))
    expect(await stepOf(order)).toBe('IN PROGRESS')
  })

  it('under another patient leave the step alone and tell the technologist', async () => {
    const order = await placed()
    const { SOPInstanceUID } = await begin(started(order, { PatientID: 'SOMEBODY', PatientName: 'Roe^Rosa' }))
    expect(await stepOf(order)).toBe('SCHEDULED')
    const rejection = await db().rejection.findFirst({ where: { SOPInstanceUID } })
    expect(rejection).toMatchObject({ code: 'conflict', callingAETitle: 'CR1' })
    expect(rejection?.reason).not.toContain('Roe')
  })

  it('keep what the scanner said encrypted', async () => {
    const { SOPInstanceUID } = await begin(started(await placed({ PatientName: 'Readable^Name' })))
    const row = await db().performedProcedureStep.findUnique({ where: { SOPInstanceUID } })
    expect(Buffer.from(row?.attributes ?? []).includes('Readable')).toBe(false)
  })
})

describe('a study whose scanner reports', () => {
  it('waits while the examination goes on, and is readable at once when all its images are here', async () => {
    const order = await placed()
    const { SOPInstanceUID } = await begin(started(order))
    const first = await image(order)
    await onStudyStable({ studyId: first.studyId }, { models: [] })
    expect(await isReadable(first.studyId)).toBe(false)
    const second = await image(order)
    await change(SOPInstanceUID, ended([first.SOPInstanceUID, second.SOPInstanceUID]))
    await onStudyStable({ studyId: first.studyId }, { models: [] })
    expect(await isReadable(first.studyId)).toBe(true)
    expect(await readOrder(order.id)).toMatchObject({ studyId: first.studyId, matchedBy: 'StudyInstanceUID' })
  })

  it('waits for missing images, not for ever, and says how many have arrived', async () => {
    const order = await placed()
    const { SOPInstanceUID } = await begin(started(order))
    const first = await image(order)
    await change(SOPInstanceUID, ended([first.SOPInstanceUID, newUid()]))
    const { studyId } = first
    await onStudyStable({ studyId }, { models: [] })
    expect(await isReadable(studyId)).toBe(false)
    expect((await announcedImages(db(), [order.StudyInstanceUID])).get(order.StudyInstanceUID)).toEqual({
      announced: 2,
      arrived: 1,
    })
    const later = new Date(Date.now() + 5 * 60_000 + 1_000)
    await onStudyStable({ studyId }, { models: [], now: later })
    expect(await isReadable(studyId)).toBe(true)
  })

  it('does not wait when somebody waits for it', async () => {
    const order = await placed({ RequestedProcedurePriority: 'STAT' })
    await begin(started(order))
    const { studyId } = await image(order)
    await onStudyStable({ studyId }, { models: [] })
    expect(await isReadable(studyId)).toBe(true)
  })
})

const run = promisify(execFile)
const python = process.env.WETREAD_TEST_PYTHON ?? 'python3'
const script = `
import sys
from pydicom.dataset import Dataset
from pydicom.uid import generate_uid
from pynetdicom import AE
PPS = '1.2.840.10008.3.1.2.3.3'
ds = Dataset()
ds.PerformedProcedureStepID = 'PPS1'
ds.PerformedStationAETitle = 'CR1'
ds.PerformedProcedureStepStartDate = '20261124'
ds.PerformedProcedureStepStartTime = '093000'
ds.PerformedProcedureStepStatus = 'IN PROGRESS'
ds.Modality = 'CR'
ds.PatientName = 'Doe^Jane'
ds.PatientID = sys.argv[2]
ds.PerformedSeriesSequence = []
step = Dataset()
step.StudyInstanceUID = sys.argv[3]
step.ScheduledProcedureStepID = sys.argv[4]
step.AccessionNumber = ''
ds.ScheduledStepAttributesSequence = [step]
end = Dataset()
end.PerformedProcedureStepStatus = 'COMPLETED'
end.PerformedProcedureStepEndDate = '20261124'
end.PerformedProcedureStepEndTime = '094000'
ae = AE(ae_title='CR1')
ae.add_requested_context(PPS)
assoc = ae.associate('127.0.0.1', int(sys.argv[1]), ae_title='WETREAD')
uid = generate_uid()
for send, data in ((assoc.send_n_create, ds), (assoc.send_n_create, ds), (assoc.send_n_set, end), (assoc.send_n_set, end)):
    status, _ = send(data, PPS, uid)
    print('%04x' % status.Status)
assoc.release()
`

describe.skipIf(!hasPython('pynetdicom'))('pynetdicom (skipped where it is not installed)', () => {
  let gateway: Gateway
  beforeAll(async () => {
    await db().peer.createMany({ data: [{ aeTitle: 'CR1', rights: ['mpps'] }], skipDuplicates: true })
    const handlers = peerHandlers({ ourAETitle: 'WETREAD', services: [performedService()] })
    gateway = await startGateway({ host: '127.0.0.1', port: 0, handlers })
  })
  afterAll(() => gateway.stop())

  it('creates, may not create again, sets, may not set again', async () => {
    const order = await placed()
    const { StudyInstanceUID, steps } = order
    const step = steps[0]?.ScheduledProcedureStepID ?? ''
    const args = [String(gateway.port), order.PatientID, StudyInstanceUID, step]
    const { stdout } = await run(python, ['-c', script, ...args])
    expect(stdout.trim().split('\n')).toEqual(['0000', '0111', '0000', '0110'])
    expect(await stepOf(order)).toBe('COMPLETED')
  })
})
