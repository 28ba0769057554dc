/**
 * What reading costs: searches, metadata, frames, studies, rendered images, each with its latency, its rate and the CPU
 * that the server spends on one answer (which other work on the machine does not change).
 * node --import tsx bench/reads.ts [studies of the archive] [only what this pattern matches]
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import path from 'node:path'
import { createServiceToken } from '@/lib/access/service-tokens'
import { storeInstance } from '@/lib/archive/store-instance'
import { freePort } from '@/lib/db/embedded/free-port'
import { part10ForTest } from '@/lib/dicom/part10-for-test'
import { newUid } from '@/lib/dicom/uid'
import { scratchDatabase } from './scratch-database'
import { seedStudies, study } from './seed-studies'

const studies = Number(process.argv[2] ?? 5_000)
const only = process.argv[3] ?? ''
const scratch = await scratchDatabase()
const dataDir = path.join(scratch.folder, 'data')
process.env.WETREAD_DATA = dataDir
await seedStudies(process.env.DATABASE_URL ?? '', studies)
const ct = await store({
  Modality: 'CT',
  Rows: 512,
  Columns: 512,
  images: 300,
  WindowCenter: '40',
  WindowWidth: '400',
})
const cr = await store({ Modality: 'CR', Rows: 2048, Columns: 2048, images: 1 })
const system = { kind: 'system', name: 'bench', address: '' } as const
const { token } = await createServiceToken(
  { name: 'bench', scopes: ['dicomweb:read'], expiresInDays: 1 },
  system,
)

const port = await freePort()
const profile = process.env.BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] : []
const server = spawn(process.execPath, [...profile, '--import', 'tsx', 'bench/read-server.ts'], {
  env: { UV_THREADPOOL_SIZE: '16', ...process.env, WETREAD_PORT: String(port), NODE_ENV: 'production' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
await once(server.stdout, 'data')
const agent = new Agent({ keepAlive: true })

const json = 'application/dicom+json'
const frames = 'multipart/related; type="application/octet-stream"; transfer-syntax=*'
const dicom = 'multipart/related; type="application/dicom"; transfer-syntax=*'
const any = (n: number) => study((n * 7919) % studies)
const ctSeries = `/studies/${ct.study}/series/${ct.series}`
const ctImage = (n: number) => `${ctSeries}/instances/${ct.instances[(n * 31) % 300]}`
const crImage = `/studies/${cr.study}/series/${cr.series}/instances/${cr.instances[0]}`
const search: ((n: number) => string)[] = [
  (n) => `PatientID=${any(n).PatientID}`,
  (n) => `AccessionNumber=${any(n).AccessionNumber}`,
  (n) => `StudyDate=${any(n).StudyDate}&ModalitiesInStudy=${any(n).Modality}`,
  (n) => `PatientName=${encodeURIComponent(any(n).PatientName.slice(0, 5))}*&limit=100`,
  (n) => `limit=100&offset=${(n * 100) % 1000}`,
]

await measure('patient id', { accept: json, count: 300, url: (n) => `/studies?${search[0]?.(n)}` })
await measure('accession number', { accept: json, count: 300, url: (n) => `/studies?${search[1]?.(n)}` })
await measure('date and modality', { accept: json, count: 300, url: (n) => `/studies?${search[2]?.(n)}` })
await measure('name prefix', { accept: json, count: 300, url: (n) => `/studies?${search[3]?.(n)}` })
await measure('page of 100', { accept: json, count: 200, url: (n) => `/studies?${search[4]?.(n)}` })
await measure('mixed searches, 8 clients', {
  accept: json,
  count: 600,
  clients: 8,
  url: (n) => `/studies?${search[n % 5]?.(n)}`,
})
await measure('metadata of 300, first', { accept: json, count: 1, url: () => `${ctSeries}/metadata` })
await measure('metadata of 300', { accept: json, count: 60, url: () => `${ctSeries}/metadata` })
await measure('frame of CT', { accept: frames, count: 600, url: (n) => `${ctImage(n)}/frames/1` })
await measure('frame of CT, 8 clients', {
  accept: frames,
  count: 2000,
  clients: 8,
  url: (n) => `${ctImage(n)}/frames/1`,
})
await measure('study of CT', { accept: dicom, count: 6, url: () => `/studies/${ct.study}` })
await measure('study of CR', { accept: dicom, count: 40, url: () => `/studies/${cr.study}` })
await measure('rendered CT', {
  accept: 'image/jpeg',
  count: 60,
  url: (n) => `${ctImage(n)}/rendered?quality=${60 + (n % 30)}`,
})
await measure('rendered CR', { accept: 'image/jpeg', count: 20, url: () => `${crImage}/rendered` })
await measure('rendered CR as PNG', { accept: 'image/png', count: 6, url: () => `${crImage}/rendered` })

server.kill('SIGTERM')
await once(server, 'exit')
agent.destroy()
await scratch.end()
process.exit(0)

interface Load {
  accept: string
  count: number
  clients?: number
  url: (n: number) => string
}

async function measure(what: string, { accept, count, clients = 1, url }: Load): Promise<void> {
  if (!new RegExp(only).test(what)) return
  if (count > 1) for (let n = 0; n < 3; n += 1) await get(url(n), accept)
  const times: number[] = []
  let bytes = 0
  let next = 0
  const [cpu, start] = [await cpuMs(), performance.now()]
  async function client(): Promise<void> {
    while (next < count) {
      const n = (next += 1)
      const began = performance.now()
      const length = await get(url(n), accept)
      bytes += length
      times.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  const seconds = (performance.now() - start) / 1000
  const cost = ((await cpuMs()) - cpu) / count
  times.sort((a, b) => a - b)
  const at = (share: number) => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1).padStart(7)
  const rates = `${(count / seconds).toFixed(0).padStart(5)}/s ${(bytes / seconds / 1e6).toFixed(0).padStart(5)} MB/s`
  console.log(`${what.padEnd(28)} p50 ${at(0.5)} p95 ${at(0.95)} ms ${rates}  CPU ${cost.toFixed(2)} ms`)
}

function get(url: string, accept: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { accept, authorization: `Bearer ${token}`, 'accept-encoding': 'gzip' }
    request({ port, path: `/dicom-web${url}`, headers, agent }, (response) => {
      let length = 0
      response.on('data', (piece: Buffer) => (length += piece.length))
      response.on('end', () => {
        if (response.statusCode === 200 || response.statusCode === 204) resolve(length)
        else reject(new Error(`${response.statusCode} for ${url}`))
      })
      response.on('error', reject)
    })
      .on('error', reject)
      .end()
  })
}

async function store({
  images,
  ...attributes
}: { images: number; Rows: number; Columns: number; Modality: string } & Record<string, string | number>) {
  const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() }
  const PixelData = Buffer.alloc(attributes.Rows * attributes.Columns * 2)
  for (let i = 0; i < PixelData.length; i += 2) {
    const column = (i / 2) % attributes.Columns
    PixelData.writeUInt16LE(
      (column * 7 + ((i * 2654435761) % 97) + ((i / attributes.Columns) | 0) / 16) & 0xfff,
      i,
    )
  }
  const instances: string[] = []
  for (let n = 0; n < images; n += 1) {
    const SOPInstanceUID = newUid()
    instances.push(SOPInstanceUID)
    const bytes = part10ForTest({
      ...uids,
      SOPInstanceUID,
      PatientID: `BENCH-${attributes.Modality}`,
      PatientName: 'Bench^Reads',
      InstanceNumber: String(n + 1),
      SliceLocation: String(n * 1.25),
      ImagePositionPatient: `-120\\-130\\${n * 1.25}`,
      ImageOrientationPatient: '1\\0\\0\\0\\1\\0',
      PixelSpacing: '0.5\\0.5',
      RescaleSlope: '1',
      RescaleIntercept: '-1024',
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      BitsAllocated: 16,
      BitsStored: 12,
      HighBit: 11,
      PixelRepresentation: 0,
      ...attributes,
      PixelData,
    })
    await storeInstance({ bytes, origin: 'bench' })
  }
  return { study: uids.StudyInstanceUID, series: uids.SeriesInstanceUID, instances }
}

/** User and system time of the server (Linux); clock ticks are hundredths of a second. */
async function cpuMs(): Promise<number> {
  const fields = (await readFile(`/proc/${server.pid}/stat`, 'utf8')).split(' ')
  return (Number(fields[13]) + Number(fields[14])) * 10
}
