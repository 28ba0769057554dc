import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dcmtkProgram } from '@/lib/dimse/dcmtk-for-test'
import { peerHandlers } from './peer-handlers'
import { testObject, type TestObject } from './test-object'
import { db } from '@/lib/db/client'
import { hasPython } from '@/lib/dicom/pydicom-json-for-test'
import { AppError } from '@/lib/errors'
import { useTestDatabase } from '@/lib/db/test-database'
import { readInstanceHeader } from '@/lib/dicom/instance-header'
import { readPart10 } from '@/lib/dicom/read-part10'
import { storage } from '@/lib/storage/storage'
import type { DimseLimits } from '@/lib/dimse/limits'
import { startGateway, type Gateway } from '@/lib/dimse/start-gateway'
import { isStorageSOPClass } from '@/lib/dimse/storage-sop-class'
import { TestPeer, type SentObject, type TestPeerOptions } from '@/lib/dimse/test-peer'

useTestDatabase()

let gateway: Gateway
const limits: Partial<DimseLimits> = { artimMs: 400, idleMs: 2_000, associations: 12, associationsPerPeer: 8 }
beforeEach(async () => {
  await db().peer.createMany({
    data: [{ aeTitle: 'MODALITY' }, { aeTitle: 'PINNED', address: '10.9.8.7' }],
    skipDuplicates: true,
  })
  gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    handlers: peerHandlers({ ourAETitle: 'WETREAD', services: [] }),
    limits,
  })
})
afterEach(() => gateway.stop())

const dial = (options: Partial<TestPeerOptions> = {}) =>
  TestPeer.associate({ port: gateway.port, ...options })
const spool = () => readdirSync(path.join(process.env.WETREAD_DATA ?? '', 'spool'))

async function storedBytes(SOPInstanceUID: string): Promise<Buffer | null> {
  const row = await db().instance.findUnique({ where: { SOPInstanceUID }, select: { blobName: true } })
  return row ? Buffer.from(await (await storage()).readAll(row.blobName)) : null
}

describe('C-ECHO and C-STORE', () => {
  it('B118 answers an echo and a release', async () => {
    const peer = await dial()
    expect(await peer.echo()).toBe(0)
    await peer.release()
  })

  it('B124 stores what it is sent without changing a byte of the data set', async () => {
    const object = testObject({}, randomBytes(700_000))
    const peer = await dial()
    expect(await peer.store(object)).toBe(0)
    await peer.release()
    const stored = await storedBytes(object.SOPInstanceUID)
    expect(stored?.subarray(-object.dataSet.length).equals(object.dataSet)).toBe(true)
    expect(stored?.subarray(128, 132).toString()).toBe('DICM')
    expect((await db().peer.findUnique({ where: { aeTitle: 'MODALITY' } }))?.lastSeenAt).not.toBeNull()
    const row = await db().instance.findUnique({ where: { SOPInstanceUID: object.SOPInstanceUID } })
    expect(row?.origin).toBe('C-STORE:MODALITY')
  })

  it.each([
    ['tiny fragments', { fragment: 2 }],
    ['command and data in one PDU', { together: true }],
    ['PDUs cut anywhere on the wire', { wireSplit: 7 }],
  ])('B127 takes %s', async (_what, how) => {
    const peer = await dial(how)
    expect(await peer.store(testObject({}, Buffer.alloc(2_000, 3)))).toBe(0)
    await peer.release()
  })

  it.each([0, 64, 16_384])('B122 sends no PDU longer than the peer takes (%i)', async (maxPduLength) => {
    const peer = await dial({ maxPduLength })
    expect(await peer.store(testObject())).toBe(0)
    if (maxPduLength > 0) expect(peer.longestPdu).toBeLessThanOrEqual(maxPduLength)
    await peer.release()
  })

  it('B125 answers a duplicate with success and sets another object under its UID aside with B000', async () => {
    const object = testObject()
    const other = testObject({ ...uidsOf(object) }, Buffer.alloc(512, 9))
    const peer = await dial()
    expect([await peer.store(object), await peer.store(object), await peer.store(other)]).toEqual([
      0, 0, 0xb000,
    ])
    await peer.release()
  })

  it('B126 answers what it cannot keep with the status that says why, and goes on', async () => {
    const peer = await dial()
    const object = testObject()
    expect(await peer.store({ ...object, dataSet: randomBytes(3_000) })).toBe(0xc000)
    expect(await peer.store({ ...testObject(), dataSet: object.dataSet })).toBe(0xa900)
    expect(await peer.store({ ...object, SOPInstanceUID: '1.2.x/../3' })).toBe(0xa900)
    expect(await peer.store({ ...object, dataSet: object.dataSet.subarray(0, -50) })).toBe(0xc000)
    expect(await peer.command({ CommandField: 0x0020 })).toBe(0x0211)
    expect(await peer.store(object)).toBe(0)
    await peer.release()
    expect(spool()).toEqual([])
  })

  it('B140 leaves nothing of an object whose sender vanished, and takes it again', async () => {
    // Large enough not to be held in memory.
    const object = testObject({}, randomBytes(6_000_000))
    const peer = await dial()
    await peer.storeHalf(object)
    expect(spool()).toHaveLength(1)
    peer.socket.destroy()
    await expect.poll(() => spool()).toEqual([])
    expect(await storedBytes(object.SOPInstanceUID)).toBeNull()
    const again = await dial()
    expect(await again.store(object)).toBe(0)
    await again.release()
  })

  it('finishes the message in flight when it stops, and takes no more', async () => {
    const object = testObject({}, randomBytes(600_000))
    const peer = await dial()
    await peer.storeHalf(object)
    const stopped = gateway.stop()
    expect(await peer.storeRest(object)).toBe(0)
    expect((await peer.next()).type).toBe(7)
    await stopped
    expect(await storedBytes(object.SOPInstanceUID)).not.toBeNull()
    await expect(dial()).rejects.toThrow()
  })
})

describe('the audit log', () => {
  it('tells of a study with its first object, and of the rest when the association ends', async () => {
    const object = testObject({}, randomBytes(300))
    const { StudyInstanceUID } = uidsOf(object)
    const peer = await dial()
    expect(await peer.store(object)).toBe(0)
    const study = await db().study.findUnique({ where: { StudyInstanceUID }, select: { id: true } })
    const told = async () => {
      const where = { action: 'image:store', studyId: study?.id ?? '' }
      const rows = await db().auditEvent.findMany({ where, orderBy: { id: 'asc' }, select: { detail: true } })
      return rows.map(({ detail }) => detail)
    }
    expect(await told()).toEqual([{ objects: 1, duplicates: 0 }])
    expect(await peer.store(object)).toBe(0)
    expect(await told()).toHaveLength(1)
    await peer.release()
    await expect.poll(told).toEqual([
      { objects: 1, duplicates: 0 },
      { objects: 0, duplicates: 1 },
    ])
  })
})

describe('association', () => {
  it.each([
    ['another called AE title', { calledAETitle: 'OTHER' }, [1, 1, 7]],
    ['an unknown calling AE title', { callingAETitle: 'STRANGER' }, [1, 1, 3]],
    ['a known one from another address', { callingAETitle: 'PINNED' }, [1, 1, 3]],
    ['another application context', { applicationContext: '1.2.3' }, [1, 1, 2]],
    ['another protocol version', { protocolVersion: 2 }, [1, 2, 2]],
  ] as const)('B119 S43 is rejected with %s', async (_what, options, answer) => {
    await expect(dial(options)).rejects.toThrow(`rejected ${answer.join('/')}`)
  })

  it('S47 stores nothing of a peer that may not send, and says so with 0124', async () => {
    await db().peer.createMany({ data: [{ aeTitle: 'VIEWER', rights: ['find'] }], skipDuplicates: true })
    const peer = await dial({ callingAETitle: 'VIEWER' })
    expect(await peer.store(testObject())).toBe(0x0124)
    expect(await peer.echo()).toBe(0)
    await peer.release()
    const where = { aeTitle: 'VIEWER' }
    await expect
      .poll(async () => (await db().peer.findUnique({ where }))?.lastRejection)
      .toContain('may not send images')
  })

  it('tells the technologist in words whom it turned away', async () => {
    await expect(dial({ callingAETitle: 'NEW-CT' })).rejects.toThrow('rejected')
    await expect
      .poll(() => db().rejection.findMany({ where: { callingAETitle: 'NEW-CT' } }))
      .toMatchObject([{ code: 'forbidden', address: '127.0.0.1' }])
  })

  it('B123 accepts storage of any kind and syntax as proposed, and nothing else', async () => {
    const peer = await dial({
      contexts: [
        ['1.2.840.10008.1.1', ['1.2.840.10008.1.2']],
        ['1.2.840.10008.5.1.4.1.1.2', ['1.2.840.10008.1.2.4.90', '1.2.840.10008.1.2']],
        ['1.2.840.10008.5.1.4.1.1.999.1', ['1.2.3.4.5']],
        ['1.2.840.10008.5.1.4.1.2.2.1', ['1.2.840.10008.1.2']],
        ['1.2.840.10008.1.1', ['1.2.840.10008.1.2.4.90']],
      ],
    })
    expect(peer.answers).toEqual([
      [0, '1.2.840.10008.1.2'],
      [0, '1.2.840.10008.1.2.4.90'],
      [0, '1.2.3.4.5'],
      [3, '1.2.840.10008.1.2'],
      [4, '1.2.840.10008.1.2.4.90'],
    ])
    await peer.release()
  })

  it('B139 is turned away when there are too many, and accepted again afterwards', async () => {
    const peers = await Promise.all(Array.from({ length: 8 }, () => dial()))
    await expect(dial()).rejects.toThrow('rejected 2/3/2')
    await Promise.all(peers.map((peer) => peer.release()))
    await expect.poll(async () => (await dial()).release().then(() => true)).toBe(true)
  })
})

describe('whoever does not speak DICOM', () => {
  const raw = (): Socket => connect(gateway.port, '127.0.0.1').on('error', () => undefined)
  const answerTo = (bytes: Buffer) =>
    new Promise<string>((resolve) => {
      const socket = raw()
      const answer: Buffer[] = []
      socket.on('data', (chunk: Buffer) => answer.push(chunk))
      socket.on('close', () => resolve(Buffer.concat(answer).toString('hex')))
      socket.write(bytes)
    })

  it.each([
    ['garbage', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['P-DATA before an association', Buffer.from('04000000000600000002ffff', 'hex')],
    ['a release before an association', Buffer.from('05000000000400000000', 'hex')],
    ['a PDU that claims 4 GB', Buffer.from('0100fffffff0', 'hex')],
    ['a request that is cut short', Buffer.concat([Buffer.from('010000000044', 'hex'), Buffer.alloc(68)])],
  ])('B120 is sent away at once: %s', async (_what, bytes) => {
    expect(await answerTo(bytes)).toMatch(/^(07|03)0000000004/)
  })

  it('B121 B139 and says nothing at all is cut off by ARTIM while others are served', async () => {
    const silent = Array.from({ length: 60 }, raw)
    const closed = silent.map((socket) => new Promise((resolve) => socket.on('close', resolve)))
    const peer = await dial()
    expect(await peer.echo()).toBe(0)
    await Promise.all(closed)
    expect(await peer.echo()).toBe(0)
    await peer.release()
  })

  it('B120 loses the association when it sends a second request', async () => {
    const peer = await dial()
    peer.socket.write(Buffer.concat([Buffer.from('010000000044', 'hex'), Buffer.alloc(68)]))
    expect((await peer.next()).type).toBe(7)
  })

  it('loses the association after idling', async () => {
    const peer = await dial()
    expect((await peer.next()).type).toBe(7)
  })
})

const run = promisify(execFile)
const storescu = dcmtkProgram('storescu')

describe.skipIf(!storescu)('dcmtk as the sender (skipped where dcmtk is not installed)', () => {
  it('echoes and stores', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'wetread-dcmtk-'))
    const objects = Array.from({ length: 12 }, () => testObject({ PatientID: 'DCMTK' }, randomBytes(300_000)))
    for (const [i, { bytes }] of objects.entries()) await writeFile(path.join(folder, `${i}.dcm`), bytes)
    const to = ['-aet', 'MODALITY', '-aec', 'WETREAD', '127.0.0.1', String(gateway.port)]
    await run(dcmtkProgram('echoscu') ?? '', to)
    await run(storescu ?? '', [...to, '+sd', folder])
    for (const { SOPInstanceUID, dataSet } of objects) {
      const stored = await storedBytes(SOPInstanceUID)
      expect(stored?.subarray(-dataSet.length).equals(dataSet)).toBe(true)
    }
    await rm(folder, { recursive: true })
  })
})

const pynetdicomScript = `
import sys
from pydicom import dcmread
from pynetdicom import AE, evt
ae = AE(ae_title='MODALITY')
data = [dcmread(path) for path in sys.argv[2:]]
ae.add_requested_context('1.2.840.10008.1.1')
for d in data:
    ae.add_requested_context(d.SOPClassUID, d.file_meta.TransferSyntaxUID)
refused = AE(ae_title='STRANGER')
refused.requested_contexts = ae.requested_contexts
# What arrived, since pynetdicom sometimes calls a rejection an abort when the close follows at once.
arrived = []
refused.associate('127.0.0.1', int(sys.argv[1]), ae_title='WETREAD', evt_handlers=[
    (evt.EVT_PDU_RECV, lambda event: arrived.append(event.pdu))])
assert [(type(pdu).__name__, pdu.reason_diagnostic) for pdu in arrived] == [('A_ASSOCIATE_RJ', 3)], arrived
association = ae.associate('127.0.0.1', int(sys.argv[1]), ae_title='WETREAD')
assert association.is_established
assert association.send_c_echo().Status == 0
assert [association.send_c_store(d).Status for d in data] == [0] * len(data)
association.release()
`

describe.skipIf(!hasPython('pynetdicom'))(
  'pynetdicom as the sender (skipped where it is not installed)',
  () => {
    it('echoes and stores, and is rejected under an unknown AE title', async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'wetread-pynetdicom-'))
      const objects = Array.from({ length: 4 }, () =>
        testObject({ PatientID: 'PYNETDICOM' }, randomBytes(100_000)),
      )
      const files = objects.map((_object, i) => path.join(folder, `${i}.dcm`))
      for (const [i, { bytes }] of objects.entries()) await writeFile(files[i] ?? '', bytes)
      const python = process.env.WETREAD_TEST_PYTHON ?? 'python3'
      await run(python, ['-c', pynetdicomScript, String(gateway.port), ...files])
      for (const { SOPInstanceUID, dataSet } of objects) {
        const stored = await storedBytes(SOPInstanceUID)
        expect(stored?.subarray(-dataSet.length).equals(dataSet)).toBe(true)
      }
      await rm(folder, { recursive: true })
    })
  },
)

const shared = path.resolve('../shared/data/dicom')

interface RealFile {
  name: string
  TransferSyntaxUID: string
  object: SentObject
}

/** One real file of each transfer syntax that has all UIDs, and none twice. */
async function oneOfEachSyntax(): Promise<RealFile[]> {
  const found = new Map<string, RealFile>()
  const uids = new Set<string>()
  for (const line of readFileSync(path.join(shared, 'manifest.csv'), 'utf8').split('\n').slice(1)) {
    const [name = '', , , , , syntax = ''] = line.split(',')
    if (syntax === '' || found.has(syntax)) continue
    try {
      const bytes = readFileSync(path.join(shared, name))
      const part10 = await readPart10(async (offset, n) => bytes.subarray(offset, offset + n), bytes.length)
      const { SOPClassUID, SOPInstanceUID, TransferSyntaxUID } = readInstanceHeader(part10)
      if (uids.has(SOPInstanceUID) || !isStorageSOPClass(SOPClassUID)) continue
      uids.add(SOPInstanceUID)
      const object = { SOPClassUID, SOPInstanceUID, dataSet: bytes.subarray(part10.metaLength) }
      found.set(syntax, { name, TransferSyntaxUID, object })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
    }
  }
  return [...found.values()]
}

describe.skipIf(!existsSync(shared))('real files (skipped without ../shared/data/dicom)', () => {
  it('B124 arrive in their own transfer syntax and stay byte for byte what they were', async () => {
    const files = await oneOfEachSyntax()
    expect(files.length).toBeGreaterThan(12)
    for (const { name, TransferSyntaxUID, object } of files) {
      const peer = await dial({
        contexts: [
          ['1.2.840.10008.1.1', ['1.2.840.10008.1.2']],
          [object.SOPClassUID, [TransferSyntaxUID]],
        ],
      })
      expect(await peer.store(object), name).toBe(0)
      await peer.release()
      const stored = await storedBytes(object.SOPInstanceUID)
      expect(stored?.subarray(-object.dataSet.length).equals(object.dataSet), name).toBe(true)
    }
  })
})

describe('dcmjs-dimse as the sender', () => {
  it('echoes and stores', async () => {
    const object = testObject()
    const { default: dcmjsDimse } = await import('dcmjs-dimse')
    const { Client, requests } = dcmjsDimse
    dcmjsDimse.log.disableAll()
    const folder = await mkdtemp(path.join(tmpdir(), 'wetread-dcmjs-'))
    const file = path.join(folder, 'x.dcm')
    await writeFile(file, object.bytes)
    const statuses: number[] = []
    await new Promise<void>((resolve, reject) => {
      const client = new Client()
      for (const request of [new requests.CEchoRequest(), new requests.CStoreRequest(file)]) {
        request.on('response', (response: { getStatus(): number }) => statuses.push(response.getStatus()))
        client.addRequest(request)
      }
      client.on('closed', resolve)
      client.on('networkError', reject)
      client.send('127.0.0.1', gateway.port, 'MODALITY', 'WETREAD')
    })
    expect(statuses).toEqual([0, 0])
    expect(await storedBytes(object.SOPInstanceUID)).not.toBeNull()
    await rm(folder, { recursive: true })
  })
})

function uidsOf({ SOPInstanceUID, StudyInstanceUID, SeriesInstanceUID }: TestObject) {
  return { SOPInstanceUID, StudyInstanceUID, SeriesInstanceUID }
}
