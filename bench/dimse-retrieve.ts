/**
 * How fast peers are answered: C-FIND of one study on one association, and a 300-image CT study by C-GET and C-MOVE,
 * through the real gateway, decrypted from the disk. With dcmtk, where it is installed, as receiver too.
 * node --import tsx bench/dimse-retrieve.ts [rounds]
 */
import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { models } from '@/lib/archive/query-retrieve/models'
import { testObject } from '@/lib/archive/test-object'
import { db } from '@/lib/db/client'
import { freePort } from '@/lib/db/embedded/free-port'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { tagOf, vrOf } from '@/lib/dicom/dictionary'
import { encodeDataSet } from '@/lib/dicom/encode-data-set'
import { newUid } from '@/lib/dicom/uid'
import { collectingGateway } from '@/lib/dimse/collecting-gateway-for-test'
import { commandField } from '@/lib/dimse/command-set'
import { dial } from '@/lib/dimse/scu/dial'
import { getAt } from '@/lib/dimse/scu/get-at'
import { moveAt } from '@/lib/dimse/scu/move-at'
import { TestPeer } from '@/lib/dimse/test-peer'
import { scratchDatabase } from './scratch-database'

const rounds = Number(process.argv[2] ?? 3)
const images = 300
const ExplicitVRLittleEndian = '1.2.840.10008.1.2.1'
const scratch = await scratchDatabase()
const receiver = await collectingGateway()
const rights = ['store', 'find', 'retrieve']
await db().peer.createMany({
  data: [{ aeTitle: 'BENCH', rights, host: '127.0.0.1', port: receiver.port }],
})
const port = await freePort()
const env = {
  ...process.env,
  TCP_NODELAY: '1',
  WETREAD_DATA: path.join(scratch.folder, 'data'),
  WETREAD_DICOM_PORT: String(port),
  WETREAD_LOG_LEVEL: 'error',
}
const gateway = spawn(process.execPath, ['--import', 'tsx', 'lib/bin/gateway.ts'], { env, stdio: 'inherit' })
const sender = () => TestPeer.associate({ port, callingAETitle: 'BENCH', fragment: 120 * 1024 })
while (!(await sender().catch(() => null))) await sleep(100)

const StudyInstanceUID = newUid()
await store()
const peer = { host: '127.0.0.1', port, calledAETitle: 'WETREAD', callingAETitle: 'BENCH' }
const study = identifierOf({ QueryRetrieveLevel: 'STUDY', StudyInstanceUID })

for (let round = 0; round < rounds; round += 1) {
  await timed('C-FIND on one association', 300, find)
  await timed('C-GET, our SCU', images, get)
  await timed('C-MOVE, our receiver', images, move)
  await timed('C-GET, getscu', images, getscu).catch(() => console.log('getscu is not installed'))
}

gateway.kill('SIGTERM')
await once(gateway, 'exit')
await receiver.stop()
await scratch.end()

async function timed(what: string, count: number, work: () => Promise<number>): Promise<void> {
  const [cpu, start] = [await cpuMs(), performance.now()]
  const done = await work()
  if (done !== count) throw new Error(`${what}: ${done} of ${count}`)
  const rate = (count / (performance.now() - start)) * 1000
  const cost = ((await cpuMs()) - cpu) / count
  console.log(`${what}: ${rate.toFixed(0)} a second, ${cost.toFixed(2)} ms of the gateway's CPU each`)
}

async function store(): Promise<void> {
  const to = await sender()
  const SeriesInstanceUID = newUid()
  const pixels = randomBytes(512 * 1024)
  for (let i = 0; i < images; i += 1) {
    await to.store(testObject({ StudyInstanceUID, SeriesInstanceUID, Modality: 'CT' }, pixels))
  }
  await to.release()
}

async function find(): Promise<number> {
  const SOPClassUID = models.study.find
  const transferSyntaxes = [ExplicitVRLittleEndian]
  const association = await dial({ ...peer, contexts: [{ abstractSyntax: SOPClassUID, transferSyntaxes }] })
  const keys = identifierOf({
    ...{ QueryRetrieveLevel: 'STUDY', StudyInstanceUID, PatientID: '', PatientName: '', StudyDate: '' },
    ...{ AccessionNumber: '', ModalitiesInStudy: '', StudyDescription: '' },
  })
  let found = 0
  for (let i = 0; i < 300; i += 1) {
    await association.request({
      contextId: association.contextFor(SOPClassUID).id,
      command: { CommandField: commandField.cFindRq, AffectedSOPClassUID: SOPClassUID, Priority: 0 },
      data: [encodeDataSet(keys, ExplicitVRLittleEndian)],
      onPending: () => void (found += 1),
    })
  }
  await association.release()
  return found
}

async function get(): Promise<number> {
  const nothing = { write: () => Promise.resolve(), abort: () => Promise.resolve() }
  const { completed } = await getAt({
    ...{ peer, SOPClassUID: models.study.get, identifier: study },
    storage: [{ abstractSyntax: '1.2.840.10008.5.1.4.1.1.1', transferSyntaxes: [ExplicitVRLittleEndian] }],
    receive: () => Promise.resolve({ ...nothing, finish: () => Promise.resolve(null) }),
  })
  return completed
}

async function move(): Promise<number> {
  receiver.objects.clear()
  const MoveDestination = 'BENCH'
  const { completed } = await moveAt({
    peer,
    SOPClassUID: models.study.move,
    identifier: study,
    MoveDestination,
  })
  return completed
}

async function getscu(): Promise<number> {
  const folder = path.join(scratch.folder, 'getscu')
  await mkdir(folder)
  const keys = ['-k', 'QueryRetrieveLevel=STUDY', '-k', `StudyInstanceUID=${StudyInstanceUID}`]
  const to = ['-aet', 'BENCH', '-aec', 'WETREAD', '127.0.0.1', String(port)]
  await promisify(execFile)('getscu', ['-S', '-pdu', '131072', '+B', ...keys, ...to], { cwd: folder, env })
  const { length } = await readdir(folder)
  await rm(folder, { recursive: true })
  return length
}

function identifierOf(keys: Record<string, string>): DicomJson {
  return Object.fromEntries(
    Object.entries(keys).map(([keyword, value]) => {
      const [tag, vr] = [tagOf(keyword), vrOf(tagOf(keyword))]
      return [tag, value === '' ? { vr } : { vr, Value: [value] }]
    }),
  )
}

/** User and system time (Linux); clock ticks are hundredths of a second. */
async function cpuMs(): Promise<number> {
  const fields = (await readFile(`/proc/${gateway.pid}/stat`, 'utf8')).split(' ')
  return (Number(fields[13]) + Number(fields[14])) * 10
}
