/**
 * How many CT images of half a megabyte a second are received over C-STORE: through the real gateway, durable on a
 * scratch PostgreSQL with fsync on, each acknowledged only when it is on the disk.
 * node --import tsx bench/dimse-ingest.ts [images of one association]
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { testObject } from '@/lib/archive/test-object'
import { db } from '@/lib/db/client'
import { freePort } from '@/lib/db/embedded/free-port'
import { newUid } from '@/lib/dicom/uid'
import { TestPeer } from '@/lib/dimse/test-peer'
import { scratchDatabase } from './scratch-database'

const images = Number(process.argv[2] ?? 100)
const pixels = randomBytes(512 * 1024)
const scratch = await scratchDatabase()
const { folder } = scratch
await db().peer.create({ data: { aeTitle: 'BENCH' }, select: { id: true } })
const port = await freePort()
const env = {
  UV_THREADPOOL_SIZE: '16',
  ...process.env,
  WETREAD_DATA: path.join(folder, 'data'),
  WETREAD_DICOM_PORT: String(port),
  WETREAD_LOG_LEVEL: 'warn',
}
const gateway = spawn(process.execPath, ['--import', 'tsx', 'lib/bin/gateway.ts'], { env, stdio: 'inherit' })

const dial = () => TestPeer.associate({ port, callingAETitle: 'BENCH', fragment: 120 * 1024 })
while (!(await dial().catch(() => null))) await sleep(100)
await send(newUid(), 40)

for (const { senders, isOneStudy } of [
  { senders: 1, isOneStudy: true },
  { senders: 4, isOneStudy: true },
  { senders: 4, isOneStudy: false },
  { senders: 8, isOneStudy: false },
]) {
  const study = newUid()
  const [cpu, start] = [await cpuMs(), performance.now()]
  await Promise.all(Array.from({ length: senders }, () => send(isOneStudy ? study : newUid(), images)))
  const rate = ((senders * images) / (performance.now() - start)) * 1000
  const cost = ((await cpuMs()) - cpu) / (senders * images)
  const what = `${senders} associations, ${isOneStudy ? 'one study' : 'a study each'}`
  console.log(`${what}: ${rate.toFixed(0)} images/s, ${cost.toFixed(1)} ms of the gateway's CPU each`)
}

gateway.kill('SIGTERM')
await once(gateway, 'exit')
await scratch.end()

async function send(StudyInstanceUID: string, count: number): Promise<void> {
  const peer = await dial()
  const SeriesInstanceUID = newUid()
  const PatientID = StudyInstanceUID.slice(-32)
  for (let i = 0; i < count; i += 1) {
    const object = testObject({ StudyInstanceUID, SeriesInstanceUID, PatientID, Modality: 'CT' }, pixels)
    const status = await peer.store(object)
    if (status !== 0) throw new Error(`status ${status.toString(16)}`)
  }
  await peer.release()
}

/** User and system time (Linux); clock ticks are hundredths of a second. */
async function cpuMs(): Promise<number> {
  const fields = (await readFile(`/proc/${gateway.pid}/stat`, 'utf8')).split(' ')
  return (Number(fields[13]) + Number(fields[14])) * 10
}
