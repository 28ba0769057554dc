import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ReconcileAnswer } from '@/lib/archive/reconcile/cases-answer'
import { storeInstance } from '@/lib/archive/store-instance'
import { testObject } from '@/lib/archive/test-object'
import { db } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import { routes } from '../../routes'
import { createServer } from '../../server'
import { signInForTest } from '../../sign-in-for-test'

useTestDatabase()

let app: FastifyInstance
let technologist: Record<string, string>
let administrator: Record<string, string>

beforeAll(async () => {
  app = createServer(routes)
  technologist = (await signInForTest('technologist')).headers
  administrator = (await signInForTest('administrator')).headers
})
afterAll(() => app.close())

const ask = (headers: Record<string, string>, method: 'GET' | 'POST', url: string, payload?: object) =>
  app.inject({
    method,
    url,
    headers: { ...headers, ...(payload ? { 'content-type': 'application/json' } : {}) },
    ...(payload ? { payload } : {}),
  })
const cases = async () => (await ask(technologist, 'GET', '/api/reconcile')).json<ReconcileAnswer>()

it('shows both sides of a contradiction, takes it in with a reason, and lists and undoes the change', async () => {
  const stored = testObject()
  const { StudyInstanceUID } = stored
  await storeInstance({ bytes: stored.bytes, origin: 'C-STORE:CT1' })
  const wrong = testObject({ StudyInstanceUID, PatientID: 'T-2', PatientName: 'Wrong^Wanda' })
  const refused = storeInstance({ bytes: wrong.bytes, origin: 'C-STORE:CT1' })
  await expect(refused).rejects.toMatchObject({ detail: { quarantined: true } })
  expect((await ask(technologist, 'GET', '/api/reconcile/count')).json()).toEqual({ quarantine: 1 })
  const [found] = (await cases()).quarantine
  expect(found).toMatchObject({
    conflict: 'other-patient',
    objects: 1,
    replaces: false,
    origin: 'C-STORE:CT1',
    incoming: { PatientID: 'T-2', PatientName: 'Wrong^Wanda' },
    stored: { identity: { PatientID: 'T-1' }, study: { StudyInstanceUID, images: 1 } },
  })
  const accept = { ids: found?.ids, as: 'stored' }
  const path = '/api/reconcile/quarantine/accept'
  expect((await ask(technologist, 'POST', path, { ...accept, reason: ' ' })).statusCode).toBe(400)
  expect((await ask(technologist, 'POST', path, { ...accept, reason: 'wrong name' })).statusCode).toBe(200)
  expect((await ask(technologist, 'POST', path, { ...accept, reason: 'again' })).statusCode).toBe(404)
  const { quarantine, changes } = await cases()
  expect(quarantine).toEqual([])
  expect(changes[0]).toMatchObject({ kind: 'accept', reason: 'wrong name', canUndo: true, objects: 1 })
  const undo = `/api/reconcile/changes/${changes[0]?.id ?? ''}/undo`
  expect((await ask(technologist, 'POST', undo, { reason: 'it was right' })).statusCode).toBe(200)
  const after = await cases()
  expect(after.quarantine).toHaveLength(1)
  expect(after.changes[0]?.undoneAt).not.toBeNull()
  const actions = await db().auditEvent.count({ where: { action: 'reconcile:change', outcome: 'success' } })
  expect(actions).toBe(2)
})

it('lets an administrator hold a study, against whom a technologist cannot delete', async () => {
  const object = testObject()
  const { studyId } = await storeInstance({ bytes: object.bytes, origin: 'demo' })
  const { StudyInstanceUID } = object
  const hold = `/api/reconcile/studies/${studyId}/hold`
  expect((await ask(technologist, 'POST', hold, { reason: 'court' })).statusCode).toBe(403)
  expect((await ask(administrator, 'POST', hold, { reason: 'court' })).statusCode).toBe(200)
  expect((await cases()).holds).toMatchObject([{ studyId, reason: 'court' }])
  const gone = { StudyInstanceUID, reason: 'a copy' }
  expect((await ask(technologist, 'POST', '/api/reconcile/delete', gone)).statusCode).toBe(409)
  const release = `/api/reconcile/studies/${studyId}/release`
  expect((await ask(administrator, 'POST', release, { reason: 'case closed' })).statusCode).toBe(200)
  const rejected = await ask(technologist, 'POST', '/api/reconcile/delete', { ...gone, rejection: '113001' })
  expect(rejected.json()).toMatchObject({ instances: 1 })
})

it('finds patients by ID in any case and by name', async () => {
  await storeInstance({
    bytes: testObject({ PatientID: 'Find-7', PatientName: 'Grün^Gabi' }).bytes,
    origin: 'demo',
  })
  for (const q of ['find-7', 'grun']) {
    const answer = await ask(technologist, 'GET', `/api/reconcile/patients?q=${q}`)
    expect(answer.json()).toMatchObject({
      patients: [{ identity: { PatientID: 'Find-7' }, studies: [{ images: 1 }] }],
    })
  }
})
