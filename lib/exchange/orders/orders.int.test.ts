import { beforeEach, describe, expect, it } from 'vitest'
import { actorForTest } from '@/lib/access/actor-for-test'
import type { Actor } from '@/lib/access/actor'
import { db, transaction } from '@/lib/db/client'
import { studyForTest } from '@/lib/db/reading/study-for-test'
import { useTestDatabase } from '@/lib/db/test-database'
import { onStudyStable } from '@/lib/triage/on-study-stable'
import { makeReadable } from '@/lib/worklist/make-readable'
import { setUrgency } from '@/lib/worklist/set-urgency'
import { cancelOrder } from './cancel-order'
import { changeOrder } from './change-order'
import { listOrders, lookUpPatients, readOrder } from './list-orders'
import { matchOrder } from './match-order'
import { matchStudy } from './match-study'
import { orderForTest } from './order-for-test'
import { orderQuery } from './order-input'
import { placeOrder } from './place-order'
import { setStep } from './set-step-status'
import { ordersWithoutStudy, studiesWithoutOrder, unmatched } from './unmatched'
import { unmatchOrder } from './unmatch-order'

useTestDatabase()

let actor: Actor
let counter = 0
beforeEach(async () => {
  actor = await actorForTest('technologist')
  counter += 1
})

/** A study with one image of the patient of `orderForTest`, under an ID of the test's own. */
async function study(PatientID: string, over: Parameters<typeof studyForTest>[0] = {}): Promise<string> {
  const studyId = await studyForTest({ PatientID, ...over })
  await db().study.update({ where: { id: studyId }, data: { NumberOfStudyRelatedInstances: 1 } })
  return studyId
}
const place = (over: Parameters<typeof orderForTest>[0] = {}) =>
  placeOrder({ order: orderForTest({ PatientID: `P${counter}`, ...over }), actor })
const task = (studyId: string) => db().readingTask.findUniqueOrThrow({ where: { studyId } })

describe('an order', () => {
  it('gets the numbers that it lacks, and a Study Instance UID', async () => {
    const order = await place()
    expect(order.AccessionNumber).toMatch(/^W\d{7}$/)
    expect(order.RequestedProcedureID).toMatch(/^RP\d{7}$/)
    expect(order.steps[0]?.ScheduledProcedureStepID).toMatch(/^SPS\d{7}-1$/)
    expect(order.StudyInstanceUID).toMatch(/^2\.25\./)
    expect((await readOrder(order.id)).PatientName.alphabetic).toBe('Doe^Jane')
    const [event] = await db().auditEvent.findMany({ orderBy: { id: 'desc' }, take: 1 })
    expect(event).toMatchObject({ action: 'order:write', outcome: 'success' })
    expect(JSON.stringify(event?.detail)).not.toContain('Doe')
  })

  it('does not take a number that belongs to another patient, nor the same procedure twice', async () => {
    const { AccessionNumber, RequestedProcedureID } = await place()
    await expect(place({ AccessionNumber, PatientID: 'ELSE' })).rejects.toMatchObject({ code: 'conflict' })
    await expect(place({ AccessionNumber, RequestedProcedureID })).rejects.toMatchObject({ code: 'conflict' })
    expect(await place({ AccessionNumber })).toMatchObject({ AccessionNumber })
  })

  it('is found by day, station, modality, status, number and any script of the name', async () => {
    const { AccessionNumber } = await place({
      PatientName: 'Yamada^Tarou=山田^太郎',
      steps: orderForTest({}, { ScheduledProcedureStepStartDate: '20270101' }).steps,
    })
    const find = async (query: Record<string, string>) =>
      (await listOrders(orderQuery.parse(query))).lines.map(({ order }) => order.AccessionNumber)
    expect(await find({ from: '20270101', to: '20270101' })).toEqual([AccessionNumber])
    expect(await find({ q: '山田 tarou' })).toContain(AccessionNumber)
    expect(
      await find({ q: AccessionNumber.toLowerCase(), station: 'CR1', modality: 'CR', status: 'open' }),
    ).toEqual([AccessionNumber])
    expect(await find({ q: AccessionNumber, status: 'done' })).toEqual([])
    expect(await find({ q: AccessionNumber, station: 'CT9' })).toEqual([])
    const { patients } = await lookUpPatients('太郎')
    expect(patients.map(({ PatientID }) => PatientID)).toContain(`P${counter}`)
  })

  it('changes by revision, and is fixed once there are images', async () => {
    const order = await place()
    const input = orderForTest({ PatientID: `P${counter}`, ReasonForTheRequestedProcedure: 'Cough' })
    const changed = await changeOrder({ orderId: order.id, revision: order.revision, order: input, actor })
    expect(changed).toMatchObject({
      ReasonForTheRequestedProcedure: 'Cough',
      AccessionNumber: order.AccessionNumber,
      StudyInstanceUID: order.StudyInstanceUID,
    })
    expect(changed.steps[0]?.id).toBe(order.steps[0]?.id)
    const again = changeOrder({ orderId: order.id, revision: order.revision, order: input, actor })
    await expect(again).rejects.toMatchObject({ code: 'conflict' })

    await matchOrder({ orderId: order.id, studyId: await study(`P${counter}`), actor })
    const { revision } = await readOrder(order.id)
    const other = { ...input, PatientID: 'P-OTHER' }
    await expect(changeOrder({ orderId: order.id, revision, order: other, actor })).rejects.toMatchObject({
      code: 'conflict',
      detail: { field: 'PatientID' },
    })
  })

  it('is cancelled with a reason, and only while nothing has been done', async () => {
    const order = await place()
    await expect(cancelOrder({ orderId: order.id, reason: ' ', actor })).rejects.toMatchObject({
      code: 'invalid',
    })
    const cancelled = await cancelOrder({ orderId: order.id, reason: 'Patient did not come', actor })
    expect(cancelled).toMatchObject({ status: 'revoked', cancelReason: 'Patient did not come' })
    expect(cancelled.steps.map(({ status }) => status)).toEqual(['CANCELLED'])
    const done = await place()
    await matchOrder({ orderId: done.id, studyId: await study(`P${counter}`), actor })
    await expect(cancelOrder({ orderId: done.id, reason: 'x', actor })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  it('is completed by hand on a scanner that reports nothing', async () => {
    const order = await place()
    const stepId = order.steps[0]?.id ?? ''
    await setStep({ orderId: order.id, stepId, status: 'ARRIVED', actor })
    expect(await readOrder(order.id)).toMatchObject({ status: 'active', steps: [{ status: 'ARRIVED' }] })
    await setStep({ orderId: order.id, stepId, status: 'COMPLETED', actor })
    expect(await readOrder(order.id)).toMatchObject({ status: 'completed' })
  })
})

describe('a study that settles', () => {
  it('is matched with its order, completes its step, and takes its urgency and place', async () => {
    const order = await place({ RequestedProcedurePriority: 'STAT', patientClass: 'ED' })
    const studyId = await study(`P${counter}`, { AccessionNumber: order.AccessionNumber })
    await onStudyStable({ studyId }, { models: [] })
    expect(await readOrder(order.id)).toMatchObject({
      studyId,
      matchedBy: 'AccessionNumber',
      status: 'completed',
      steps: [{ status: 'COMPLETED' }],
    })
    expect(await task(studyId)).toMatchObject({ urgency: 'STAT', patientClass: 'ED', targetMinutes: 60 })
  })

  it('is matched by the UID that was assigned in advance, whatever its accession number', async () => {
    const order = await place()
    const studyId = await study(`P${counter}`)
    const { StudyInstanceUID } = order
    await db().study.update({ where: { id: studyId }, data: { StudyInstanceUID } })
    await transaction((tx) => matchStudy(tx, { studyId, now: new Date() }))
    expect(await readOrder(order.id)).toMatchObject({ studyId, matchedBy: 'StudyInstanceUID' })
  })

  it('of another patient is a case for a person, who may confirm that it is one', async () => {
    const order = await place()
    const studyId = await study('P-TYPO', { AccessionNumber: order.AccessionNumber })
    await onStudyStable({ studyId }, { models: [] })
    expect((await readOrder(order.id)).studyId).toBeNull()
    const { cases } = await unmatched()
    expect(cases.find((one) => one.study.studyId === studyId)).toMatchObject({
      why: 'other-patient',
      order: { id: order.id },
    })
    const match = { orderId: order.id, studyId, actor }
    await expect(matchOrder(match)).rejects.toMatchObject({ detail: { reason: 'other-patient' } })
    await matchOrder({ ...match, isSamePatient: true })
    expect((await readOrder(order.id)).matchedBy).toBe('person')
    expect((await unmatched()).cases.some((one) => one.study.studyId === studyId)).toBe(false)
  })
})

describe('an order that comes after its images', () => {
  it('is matched at once, and brings the deadline forward but never back', async () => {
    const AccessionNumber = `LATE${counter}`
    const studyId = await study(`P${counter}`, { AccessionNumber })
    await makeReadable({ studyId })
    const before = await task(studyId)
    await place({ AccessionNumber, RequestedProcedurePriority: 'STAT' })
    const after = await task(studyId)
    expect(after.urgency).toBe('STAT')
    expect(after.dueAt.getTime()).toBeLessThan(before.dueAt.getTime())
    await place({ AccessionNumber, RequestedProcedurePriority: 'LOW', RequestedProcedureID: 'SECOND' })
    expect((await task(studyId)).dueAt).toEqual(after.dueAt)
  })

  it('does not overrule the class that a person set', async () => {
    const AccessionNumber = `SET${counter}`
    const studyId = await study(`P${counter}`, { AccessionNumber })
    await makeReadable({ studyId })
    await setUrgency({ studyId, urgency: 'URGENT', patientClass: 'INPATIENT', reason: 'seen', actor })
    await place({ AccessionNumber, RequestedProcedurePriority: 'STAT' })
    expect(await task(studyId)).toMatchObject({ urgency: 'URGENT', patientClass: 'INPATIENT' })
  })
})

describe('taking apart and bringing together', () => {
  it('is undone by a person only, and shows on both lists', async () => {
    const order = await place({
      steps: orderForTest({}, { ScheduledProcedureStepStartDate: '20200101' }).steps,
    })
    const studyId = await study(`P${counter}`, { AccessionNumber: order.AccessionNumber })
    const settle = () => transaction((tx) => matchStudy(tx, { studyId, now: new Date() }))
    const waiting = async () => ({
      order: (await ordersWithoutStudy()).some(({ id }) => id === order.id),
      study: (await studiesWithoutOrder()).some((one) => one.studyId === studyId),
    })
    expect(await waiting()).toEqual({ order: true, study: true })
    expect(await settle()).toEqual([order.id])
    expect(await waiting()).toEqual({ order: false, study: false })

    await unmatchOrder({ orderId: order.id, reason: 'wrong-examination', actor })
    expect(await settle()).toEqual([])
    expect(await waiting()).toEqual({ order: true, study: true })
    expect(await readOrder(order.id)).toMatchObject({ status: 'active', steps: [{ status: 'SCHEDULED' }] })

    await matchOrder({ orderId: order.id, studyId, actor })
    expect(await waiting()).toEqual({ order: false, study: false })
    const audited = await db().auditEvent.findMany({ where: { studyId, action: 'order:match' } })
    expect(audited).toHaveLength(3)
  })
})
