/**
 * How long it takes from the first byte of a C-STORE to the moved row on an open list: 2048 x 2048 CR, through the real
 * gateway, worker and event stream, on a scratch PostgreSQL of its own. The quiet time of one second is included.
 * node --import tsx bench/triage-latency.ts [studies] [models folder]
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { db } from '@/lib/db/client'
import { freePort } from '@/lib/db/embedded/free-port'
import { chestRadiograph } from '@/lib/demo/phantoms/chest-radiograph'
import { writePart10 } from '@/lib/demo/write-part10'
import { parsePart10 } from '@/lib/dicom/parse-part10'
import { newUid } from '@/lib/dicom/uid'
import { TestPeer } from '@/lib/dimse/test-peer'
import { StreamReader } from '@/lib/http/events/read-stream-for-test'
import { streamEvents } from '@/lib/http/events/stream-events'
import { scratchDatabase } from './scratch-database'

const studies = Number(process.argv[2] ?? 20)
const size = 2048
const crImageStorage = '1.2.840.10008.5.1.4.1.1.1'
const pixels = chestRadiograph(size, size, 1, { pneumothorax: 0.5 })

const scratch = await scratchDatabase()
const { folder } = scratch
await db().peer.create({ data: { aeTitle: 'BENCH' }, select: { id: true } })
const dicomPort = await freePort()
const children = ['gateway', 'worker'].map((name) => start(name))
const server = createServer((_request, response) =>
  streamEvents({
    response,
    scope: { kind: 'all' },
    isLive: () => Promise.resolve(true),
    onClose: () => undefined,
  }),
)
server.listen(0, '127.0.0.1')
await once(server, 'listening')

try {
  const list = new StreamReader(await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  await list.next('hello')
  const peer = await associate()
  await one(peer, list) // the first one pays for what is built once
  const times: number[] = []
  for (let n = 0; n < studies; n += 1) times.push(await one(peer, list))
  times.sort((a, b) => a - b)
  const at = (share: number): string =>
    ((times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0) / 1000).toFixed(2)
  const runs = await db().modelRun.groupBy({ by: ['outcome'], _count: true, _avg: { durationMs: true } })
  process.stdout.write(`${studies} studies: p50 ${at(0.5)} s, p95 ${at(0.95)} s, most ${at(1)} s\n`)
  for (const run of runs)
    process.stdout.write(
      `${run.outcome}: ${run._count}, ${Math.round(run._avg.durationMs ?? 0)} ms for decoding and inference\n`,
    )
} finally {
  for (const child of children) child.kill('SIGTERM')
  server.closeAllConnections()
  server.close()
  await Promise.all(children.map((child) => (child.exitCode === null ? once(child, 'exit') : undefined)))
  await scratch.end()
}
process.exit(0)

function start(name: string): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', `lib/bin/${name}.ts`], {
    stdio: 'inherit',
    env: {
      ...process.env,
      WETREAD_DATA: path.join(folder, 'data'),
      WETREAD_DICOM_PORT: String(dicomPort),
      WETREAD_MASTER_KEY: (process.env.WETREAD_MASTER_KEY ??= randomBytes(32).toString('base64')),
      WETREAD_LOG_LEVEL: 'warn',
      ...(process.argv[3] ? { WETREAD_MODELS: process.argv[3] } : {}),
    },
  })
}

async function associate(): Promise<TestPeer> {
  for (;;) {
    try {
      return await TestPeer.associate({ port: dicomPort, callingAETitle: 'BENCH' })
    } catch {
      await sleep(200)
    }
  }
}

async function one(peer: TestPeer, list: StreamReader): Promise<number> {
  const uids = { SOPInstanceUID: newUid(), StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() }
  const bytes = Buffer.from(
    writePart10({
      SOPClassUID: crImageStorage,
      ...uids,
      PatientID: 'BENCH',
      StudyDate: '20260101',
      Modality: 'CR',
      BodyPartExamined: 'CHEST',
      ViewPosition: 'PA',
      Rows: size,
      Columns: size,
      SamplesPerPixel: 1,
      BitsAllocated: 16,
      BitsStored: 12,
      HighBit: 11,
      PixelRepresentation: 0,
      PhotometricInterpretation: 'MONOCHROME2',
      PixelData: pixels.buffer,
    }),
  )
  const dataSet = bytes.subarray(parsePart10(bytes).metaLength)
  let seen = list.events.length
  const started = performance.now()
  await peer.store({ ...uids, SOPClassUID: crImageStorage, dataSet: Buffer.from(dataSet) })
  for (;;) {
    const event = await list.next('study', seen)
    const moved = performance.now() - started
    seen = list.events.indexOf(event) + 1
    if (!event.data.includes('"ai"')) continue
    if (
      await db().modelRun.findFirst({ where: { SOPInstanceUID: uids.SOPInstanceUID }, select: { id: true } })
    )
      return moved
  }
}
