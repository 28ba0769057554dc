import { createServer as createHttpServer } from 'node:http'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { moveStudyToCold } from '@/lib/archive/cold/move-study'
import { proveCold } from '@/lib/archive/cold/prove-cold'
import { locateInstances } from '@/lib/archive/locate-instances'
import { readInstanceBytes } from '@/lib/archive/read-instance'
import { setLegalHold } from '@/lib/archive/reconcile/legal-hold'
import { storeInstance } from '@/lib/archive/store-instance'
import { testObject } from '@/lib/archive/test-object'
import { db, transaction } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import { tagOf } from '@/lib/dicom/dictionary'
import { newUid } from '@/lib/dicom/uid'
import { createServer } from '../../server'
import { routes } from '../../routes'
import { clientForTest } from '../../dicomweb/client-for-test'
import { addDestination, removeDestination } from '@/lib/exchange/destinations'
import { applyStandingRules } from '@/lib/exchange/rules/apply-rules'
import { dryRunOf, removeRule, switchRule, writeRule } from '@/lib/exchange/rules/manage-rules'
import { applyArrivalRules } from '@/lib/exchange/rules/on-arrival'
import { ruleInput } from '@/lib/exchange/rules/rule'
import {
  cancelTransfer,
  listTransfers,
  retryTransfer,
  sendStudy,
} from '@/lib/exchange/transfers/manage-transfers'
import { runTransfer } from '@/lib/exchange/transfers/run-transfer'
import { onStudyStable } from '@/lib/triage/on-study-stable'

useTestDatabase()

const actor = { kind: 'system', name: 'test', address: '' } as const
const once = { lastTry: false }
let app: FastifyInstance
let here: { url: string; token: string }

beforeAll(async () => {
  process.env.WETREAD_COLD_STORAGE = await mkdtemp(path.join(tmpdir(), 'wetread-cold-'))
  app = createServer(routes)
  here = await clientForTest(app)
})
afterAll(async () => {
  delete process.env.WETREAD_COLD_STORAGE
  await app.close()
})
beforeEach(async () => {
  await db().transfer.deleteMany()
  await db().archiveRule.deleteMany()
  await db().destination.deleteMany()
})

async function store(
  attributes: Record<string, string> = {},
  daysAgo = 0,
): Promise<{ studyId: string; uid: string }> {
  const now = new Date(Date.now() - daysAgo * 86_400_000)
  const { studyId, StudyInstanceUID } = await storeInstance({
    bytes: testObject(attributes).bytes,
    origin: 'C-STORE:CT1',
    now,
  })
  return { studyId, uid: StudyInstanceUID }
}

const toUs = (url = here.url) =>
  addDestination({ kind: 'dicomweb', name: newUid(), url, authorization: `Bearer ${here.token}` }, actor)

async function rule(given: object) {
  const { id } = await writeRule(ruleInput.parse({ name: 'r', condition: {}, ...given }), actor)
  return switchRule(id, true, actor)
}

const settled = (studyId: string) => transaction((tx) => applyArrivalRules(tx, studyId, new Date()))
const transfers = async () =>
  (await listTransfers(['waiting', 'running', 'done', 'dead', 'cancelled'])).transfers

async function read(studyId: string): Promise<void> {
  const task = { urgency: 'ROUTINE', patientClass: 'OUTPATIENT', targetMinutes: 60, policyVersion: 1 }
  const dates = { readableAt: new Date(), dueAt: new Date(), dueReasons: [] }
  await db().readingTask.create({ data: { studyId, state: 'final', ...task, ...dates } })
}

describe('forwarding', () => {
  it('sends what fits when it has settled, once, and again only when it has grown', async () => {
    const { id: destinationId } = await toUs()
    await rule({ kind: 'forward', settings: { destinationId }, condition: { origin: ['CT1'] } })
    await rule({
      kind: 'forward',
      settings: { destinationId: (await toUs()).id },
      condition: { origin: ['MR1'] },
    })
    const { studyId, uid } = await store()
    await settled(studyId)
    const [asked] = await transfers()
    expect(await transfers()).toHaveLength(1)
    await runTransfer({ transferId: asked?.id ?? '' }, once)
    expect(await transfers()).toMatchObject([{ state: 'done', done: 1, instances: 1, lastError: '' }])
    await settled(studyId)
    expect(await transfers()).toMatchObject([{ state: 'done' }])
    const { StudyInstanceUID = uid, ...patient } = await patientOf(studyId)
    await storeInstance({ bytes: testObject({ StudyInstanceUID, ...patient }).bytes, origin: 'C-STORE:CT1' })
    await settled(studyId)
    expect(await transfers()).toMatchObject([{ state: 'waiting', attempts: 0 }])
  })

  it('to an archive that is away is tried again, waits for a person after the last try, and can be taken up', async () => {
    const { id: destinationId } = await toUs('http://127.0.0.1:9/dicom-web')
    await rule({ kind: 'forward', settings: { destinationId } })
    const { studyId } = await store()
    await settled(studyId)
    const [{ id } = { id: '' }] = await transfers()
    await expect(runTransfer({ transferId: id }, once)).rejects.toThrow('failed')
    expect(await transfers()).toMatchObject([{ state: 'waiting', attempts: 1, lastError: /does not answer/ }])
    await expect(runTransfer({ transferId: id }, { lastTry: true })).rejects.toThrow('failed')
    expect(await transfers()).toMatchObject([{ state: 'dead', attempts: 2 }])
    await retryTransfer(id, actor)
    expect(await transfers()).toMatchObject([{ state: 'waiting', attempts: 0, lastError: '' }])
  })

  it('does nothing by a rule that is off, changed or deleted', async () => {
    const { id: destinationId } = await toUs()
    const off = await rule({ kind: 'forward', settings: { destinationId } })
    await writeRule(
      ruleInput.parse({ name: 'changed', kind: 'forward', condition: {}, settings: { destinationId } }),
      actor,
      off.id,
    )
    const gone = await rule({ kind: 'forward', settings: { destinationId } })
    await removeRule(gone.id, actor)
    await settled((await store()).studyId)
    expect(await transfers()).toEqual([])
  })
})

describe('what is wrong with a rule', () => {
  it('never keeps a study off the list', async () => {
    const { id: destinationId } = await toUs()
    const { id } = await rule({ kind: 'forward', settings: { destinationId } })
    await db().archiveRule.update({ where: { id }, data: { settings: { nonsense: true } } })
    const { studyId } = await store()
    await expect(onStudyStable({ studyId }, { models: [] })).rejects.toThrow()
    expect(await db().readingTask.findUnique({ where: { studyId } })).toMatchObject({ state: 'readable' })
  })

  it('is kept from happening: a destination that a rule names cannot be removed, and a peer needs a place', async () => {
    const { id: destinationId } = await toUs()
    const { id } = await rule({ kind: 'forward', settings: { destinationId } })
    await expect(removeDestination(destinationId, actor)).rejects.toMatchObject({ code: 'conflict' })
    await removeRule(id, actor)
    await removeDestination(destinationId, actor)

    const add = (aeTitle: string) => addDestination({ kind: 'dimse', name: newUid(), aeTitle }, actor)
    await expect(add('NOWHERE')).rejects.toMatchObject({ code: 'not-found' })
    await db().peer.createMany({
      data: [{ aeTitle: 'PLACELESS' }, { aeTitle: 'PLACED', host: '127.0.0.1', port: 104 }],
    })
    await expect(add('PLACELESS')).rejects.toThrow(/no host and port/)
    expect(await add('PLACED')).toMatchObject({ aeTitle: 'PLACED' })
  })
})

describe('a transfer that is cancelled while it runs', () => {
  it('stays cancelled when it then fails', async () => {
    let asked = (): void => undefined
    const isAsked = new Promise<void>((resolve) => (asked = resolve))
    let answer = (): void => undefined
    const slow = createHttpServer((_request, response) => {
      asked()
      answer = () => response.writeHead(500).end()
    })
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
    const address = slow.address()
    const { id: destinationId } = await toUs(
      `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    )
    const { studyId } = await store()
    const { transferId } = await sendStudy({ studyId, destinationId }, actor)
    const running = runTransfer({ transferId }, once).catch(() => undefined)
    await isAsked
    await cancelTransfer(transferId, actor)
    answer()
    await running
    slow.close()
    expect(await transfers()).toMatchObject([{ state: 'cancelled' }])
  })
})

describe('prefetching', () => {
  it('brings the relevant priors of another archive in, and none of somebody else', async () => {
    const identity = {
      PatientID: newUid().slice(-12),
      PatientName: 'Prior^Pat',
      PatientBirthDate: '19600101',
    }
    const prior = testObject({ ...identity, StudyDate: '20250101' })
    const other = newUid()
    const elsewhere = createHttpServer((request, response) => {
      if (request.headers.authorization !== 'Basic x') return void response.writeHead(401).end()
      if (request.url?.startsWith('/studies?')) {
        const study = (uid: string, birth: string) => ({
          [tagOf('StudyInstanceUID')]: { vr: 'UI', Value: [uid] },
          [tagOf('PatientID')]: { vr: 'LO', Value: [identity.PatientID] },
          [tagOf('PatientName')]: { vr: 'PN', Value: [{ Alphabetic: identity.PatientName }] },
          [tagOf('PatientBirthDate')]: { vr: 'DA', Value: [birth] },
          [tagOf('StudyDate')]: { vr: 'DA', Value: ['20250101'] },
        })
        const found = [study(prior.StudyInstanceUID, identity.PatientBirthDate), study(other, '19990909')]
        return void response.setHeader('content-type', 'application/dicom+json').end(JSON.stringify(found))
      }
      if (request.url !== `/studies/${prior.StudyInstanceUID}`) return void response.writeHead(404).end()
      response.setHeader('content-type', 'multipart/related; type="application/dicom"; boundary=b')
      response.write('--b\r\nContent-Type: application/dicom\r\n\r\n')
      response.write(prior.bytes)
      response.end('\r\n--b--\r\n')
    })
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    const address = elsewhere.address()
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
    const { id: destinationId } = await addDestination(
      { kind: 'dicomweb', name: 'elsewhere', url, authorization: 'Basic x' },
      actor,
    )
    await rule({ kind: 'prefetch', settings: { destinationId, most: 3, years: 5 } })
    const { studyId } = await store({ ...identity, StudyDate: '20261101' })
    await settled(studyId)
    const [{ id } = { id: '' }] = await transfers()
    await runTransfer({ transferId: id }, once)
    elsewhere.close()
    expect(await transfers()).toMatchObject([{ direction: 'fetch', state: 'done', done: 1 }])
    expect(await locateInstances({ StudyInstanceUID: prior.StudyInstanceUID })).toHaveLength(1)
    await settled(studyId)
    expect(await transfers()).toMatchObject([{ state: 'done' }])
  })
})

describe('retention', () => {
  it('removes what is old and read, spares the unread and the held, and its dry run said so before', async () => {
    const [old, unread, held, young] = [
      await store({}, 400),
      await store({}, 400),
      await store({}, 400),
      await store(),
    ]
    await Promise.all([
      read(old.studyId),
      read(held.studyId),
      read(young.studyId),
      unreadTask(unread.studyId),
    ])
    await setLegalHold({ studyId: held.studyId, reason: 'lawsuit', actor })
    const { id } = await writeRule(
      ruleInput.parse({ name: 'a year', kind: 'retention', condition: {}, settings: { days: 365 } }),
      actor,
    )
    expect(await dryRunOf(id)).toMatchObject({ basis: 'now', studies: 1, sparedUnread: 1, sparedHeld: 1 })
    await applyStandingRules()
    expect(await locateInstances({ StudyInstanceUID: old.uid })).toHaveLength(1)
    await switchRule(id, true, actor)
    await applyStandingRules()
    const left = await Promise.all(
      [old, unread, held, young].map(
        async ({ uid }) => (await locateInstances({ StudyInstanceUID: uid })).length,
      ),
    )
    expect(left).toEqual([0, 1, 1, 1])
    expect(await db().deletedInstance.count({ where: { StudyInstanceUID: old.uid } })).toBe(1)
  })
})

describe('cold storage', () => {
  it('takes old read studies, which open as ever and are proved to come back', async () => {
    const { studyId, uid } = await store({}, 90)
    await read(studyId)
    await rule({ kind: 'cold', settings: { days: 30 } })
    await applyStandingRules()
    expect(await db().coldStudy.findUnique({ where: { studyId } })).toMatchObject({ instances: 1 })
    const [instance] = await locateInstances({ StudyInstanceUID: uid })
    let length = 0
    if (instance) for await (const bytes of readInstanceBytes(instance)) length += (bytes as Buffer).length
    expect(length).toBe(instance?.byteLength)
    // Each is the one that was proved the longest ago.
    const cold = await db().coldStudy.count()
    for (let i = 0; i < cold; i += 1)
      expect(await proveCold({ random: () => 0 })).toMatchObject({ proved: true })
    expect(await db().coldStudy.findUnique({ where: { studyId } })).toMatchObject({ proved: true })
    expect(await moveStudyToCold({ studyId, revision: 99 }, new Date())).toBe(0)
  })
})

async function unreadTask(studyId: string): Promise<void> {
  await read(studyId)
  await db().readingTask.update({ where: { studyId }, data: { state: 'readable' } })
}

async function patientOf(studyId: string) {
  const { StudyInstanceUID, patient } = await db().study.findUniqueOrThrow({
    where: { id: studyId },
    include: { patient: true },
  })
  const { PatientID, PatientName, PatientBirthDate } = patient
  return { StudyInstanceUID, PatientID, PatientName, PatientBirthDate }
}
