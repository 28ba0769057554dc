import { execFile } from 'node:child_process'
import { unlink, readdir } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peerHandlers, type AssociatedPeer } from '@/lib/archive/peer-handlers'
import { storeInstance } from '@/lib/archive/store-instance'
import { testObject, type TestObject } from '@/lib/archive/test-object'
import { db } from '@/lib/db/client'
import { freePort } from '@/lib/db/embedded/free-port'
import { useTestDatabase } from '@/lib/db/test-database'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { jsonOf } from '@/lib/dicom/json-of'
import { itemsOf, numberOf, textOf } from '@/lib/dicom/json-values'
import { hasPython } from '@/lib/dicom/pydicom-json-for-test'
import { newUid } from '@/lib/dicom/uid'
import type { ActionRequest, EventReport } from '@/lib/dimse/handlers'
import { startGateway, type Gateway } from '@/lib/dimse/start-gateway'
import { AppError } from '@/lib/errors'
import { storage } from '@/lib/storage/storage'
import { reportCommitment } from '../report-commitment'
import { commitmentService, StorageCommitmentPush, StorageCommitmentPushInstance } from './commitment-service'

useTestDatabase()

const aeTitle = 'CR1'
const peer: AssociatedPeer = { kind: 'peer', aeTitle, address: '127.0.0.1', rights: ['commitment'] }
const CR = '1.2.840.10008.5.1.4.1.1.1'

async function stored(): Promise<TestObject> {
  const object = testObject()
  await storeInstance({ bytes: object.bytes, origin: 'C-STORE:CR1' })
  return object
}

const reference = (ReferencedSOPInstanceUID: string, ReferencedSOPClassUID = CR): DicomJson =>
  jsonOf({ ReferencedSOPClassUID, ReferencedSOPInstanceUID })

/** Asks as an association would; `reports` gets what comes back over it, unless it has ended. */
async function ask(items: DicomJson[], over: Partial<ActionRequest> = {}) {
  const TransactionUID = newUid()
  const reports: EventReport[] = []
  const request: ActionRequest = {
    SOPClassUID: StorageCommitmentPush,
    SOPInstanceUID: StorageCommitmentPushInstance,
    ActionTypeID: 1,
    signal: new AbortController().signal,
    information: jsonOf({ TransactionUID, ReferencedSOPSequence: items }),
    eventReport: (report) => {
      reports.push(report)
      return Promise.resolve(0)
    },
    ...over,
  }
  const handler = commitmentService('WETREAD').of(peer).action?.[StorageCommitmentPush]
  expect(await handler?.(request)).toBeNull()
  const row = await db().storageCommitment.findFirstOrThrow({ where: { TransactionUID } })
  return { row, reports, TransactionUID }
}
const stateOf = async (id: string) =>
  (await db().storageCommitment.findUniqueOrThrow({ where: { id } })).state

describe('storage commitment (B135)', () => {
  it('reports event 1 when all is kept', async () => {
    const objects = [await stored(), await stored()]
    const { row, reports, TransactionUID } = await ask(objects.map((one) => reference(one.SOPInstanceUID)))
    await expect.poll(() => stateOf(row.id)).toBe('reported')
    const [report] = reports
    expect(report?.EventTypeID).toBe(1)
    const information = report?.eventInformation ?? {}
    expect(textOf(information, 'TransactionUID')).toBe(TransactionUID)
    expect(textOf(information, 'RetrieveAETitle')).toBe('WETREAD')
    expect(itemsOf(information, 'ReferencedSOPSequence')).toHaveLength(2)
    expect(itemsOf(information, 'FailedSOPSequence')).toEqual([])
  })

  it('reports event 2 with 0112 unknown, 0119 other class, 0110 damaged, and what is kept', async () => {
    const [kept, other, damaged] = [await stored(), await stored(), await stored()]
    const { blobName } = await db().instance.findUniqueOrThrow({
      where: { SOPInstanceUID: damaged.SOPInstanceUID },
    })
    const data = process.env.WETREAD_DATA ?? ''
    const file = (await readdir(data, { recursive: true })).find((name) => name.endsWith(blobName))
    await unlink(path.join(data, file ?? ''))
    const unknown = newUid()
    const { row, reports } = await ask([
      reference(kept.SOPInstanceUID),
      reference(unknown),
      reference(other.SOPInstanceUID, '1.2.840.10008.5.1.4.1.1.2'),
      reference(damaged.SOPInstanceUID),
    ])
    await expect.poll(() => stateOf(row.id)).toBe('reported')
    expect(reports[0]?.EventTypeID).toBe(2)
    const failed = itemsOf(reports[0]?.eventInformation ?? {}, 'FailedSOPSequence')
    expect(
      failed.map((item) => [textOf(item, 'ReferencedSOPInstanceUID'), numberOf(item, 'FailureReason')]),
    ).toEqual([
      [unknown, 0x0112],
      [other.SOPInstanceUID, 0x0119],
      [damaged.SOPInstanceUID, 0x0110],
    ])
    expect(await db().storageCommitment.findUnique({ where: { id: row.id } })).toMatchObject({
      committed: 1,
      failed: 3,
    })
  })

  it('refuses another instance, another action, and a request without objects', async () => {
    const items = [reference(newUid())]
    await expect(ask(items, { SOPInstanceUID: '1.2.3' })).rejects.toMatchObject({
      detail: { Status: 0x0112 },
    })
    await expect(ask(items, { ActionTypeID: 2 })).rejects.toMatchObject({ detail: { Status: 0x0123 } })
    await expect(ask([])).rejects.toMatchObject({ detail: { Status: 0x0120 } })
  })

  it('is kept, with its reason, when the peer is gone and has no address', async () => {
    await db().peer.createMany({ data: [{ aeTitle }], skipDuplicates: true })
    const gone = () => Promise.reject(new AppError('unavailable', 'The association has ended.'))
    const { row } = await ask([reference(newUid())], { eventReport: gone })
    await reportCommitment({ commitmentId: row.id }, { lastTry: false, ourAETitle: 'WETREAD' })
    expect(await db().storageCommitment.findUnique({ where: { id: row.id } })).toMatchObject({
      state: 'dead',
      attempts: 1,
      lastError: expect.stringContaining('no host and port') as string,
    })
  })
})

const run = promisify(execFile)
const python = process.env.WETREAD_TEST_PYTHON ?? 'python3'
/** Asks, and is told over the same association, or at its own port after it has released. */
const script = `
import sys, threading
from pydicom.dataset import Dataset
from pynetdicom import AE, evt, build_role
PUSH = '1.2.840.10008.1.20.1'
port, listen, transaction, known, stay = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5] == 'stay'
told = threading.Event()
def report(event):
    info = event.event_information
    print(event.event_type, len(info.get('ReferencedSOPSequence', [])), ['%04x' % i.FailureReason for i in info.get('FailedSOPSequence', [])], flush=True)
    told.set()
    return 0x0000, None
handlers = [(evt.EVT_N_EVENT_REPORT, report)]
server = AE(ae_title='PYNET')
server.add_supported_context(PUSH, scu_role=True, scp_role=True)
listener = server.start_server(('127.0.0.1', listen), block=False, evt_handlers=handlers)
ae = AE(ae_title='PYNET')
ae.add_requested_context(PUSH)
assoc = ae.associate('127.0.0.1', port, ae_title='WETREAD', evt_handlers=handlers)
ds = Dataset()
ds.TransactionUID = transaction
items = []
for uid in (known, '1.2.3.4.5'):
    item = Dataset()
    item.ReferencedSOPClassUID = '1.2.840.10008.5.1.4.1.1.1'
    item.ReferencedSOPInstanceUID = uid
    items.append(item)
ds.ReferencedSOPSequence = items
status, _ = assoc.send_n_action(ds, 1, PUSH, '1.2.840.10008.1.20.1.1')
print('%04x' % status.Status, flush=True)
if not stay:
    assoc.abort()
told.wait(30)
if stay:
    assoc.release()
listener.shutdown()
`

describe.skipIf(!hasPython('pynetdicom'))('pynetdicom (skipped where it is not installed)', () => {
  let gateway: Gateway
  let listen = 0
  beforeAll(async () => {
    listen = await freePort()
    const data = { aeTitle: 'PYNET', rights: ['commitment'], host: '127.0.0.1', port: listen }
    await db().peer.createMany({ data: [data], skipDuplicates: true })
    const handlers = peerHandlers({ ourAETitle: 'WETREAD', services: [commitmentService('WETREAD')] })
    gateway = await startGateway({ host: '127.0.0.1', port: 0, handlers })
    await storage()
  })
  afterAll(() => gateway.stop())

  const ask = async (how: 'stay' | 'leave') => {
    const { SOPInstanceUID } = await stored()
    const TransactionUID = newUid()
    const args = [String(gateway.port), String(listen), TransactionUID, SOPInstanceUID, how]
    const answer = run(python, ['-c', script, ...args])
    const row = () => db().storageCommitment.findFirst({ where: { TransactionUID } })
    return { answer, row }
  }

  it('is told over the association on which it asked', async () => {
    const { answer, row } = await ask('stay')
    expect((await answer).stdout.trim().split('\n')).toEqual(['0000', "2 1 ['0112']"])
    await expect.poll(async () => (await row())?.state).toBe('reported')
  })

  it('is told over an association of our own when it has left', async () => {
    const { answer, row } = await ask('leave')
    await expect.poll(async () => (await row())?.id, { timeout: 15_000 }).toBeDefined()
    const waiting = async () =>
      (
        await db().$queryRaw<{ key: string }[]>`
        select key from graphile_worker.jobs where key = ${`report-commitment:${(await row())?.id}`} and run_at <= now()`
      ).length
    // Either it was still there when we told it, or a job waits to bring it.
    await expect
      .poll(async () => (await row())?.state === 'reported' || (await waiting()) > 0, { timeout: 15_000 })
      .toBe(true)
    // As the queue does it: again, when the listener there closes on us.
    const commitmentId = (await row())?.id ?? ''
    const tell = () => reportCommitment({ commitmentId }, { lastTry: false, ourAETitle: 'WETREAD' })
    await expect
      .poll(
        () =>
          tell().then(
            async () => (await row())?.state,
            () => 'not yet',
          ),
        { timeout: 20_000 },
      )
      .toBe('reported')
    expect((await answer).stdout).toContain("2 1 ['0112']")
  })
})
