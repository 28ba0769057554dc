/**
 * One STOW-RS request of many gigabytes: how fast it is taken, and how much memory the processes need for it (Linux).
 * node --import tsx bench/large-request.ts [gigabytes] [megabytes of each image]
 */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { Readable } from 'node:stream'
import { testObject } from '@/lib/archive/test-object'
import { newUid } from '@/lib/dicom/uid'
import { throwawayWetread } from './throwaway-wetread'

const gigabytes = Number(process.argv[2] ?? 5)
const pixels = randomBytes(Number(process.argv[3] ?? 50) * 1024 * 1024)
const count = Math.ceil((gigabytes * 1024 ** 3) / pixels.length)
const wetread = await throwawayWetread('BENCH')
try {
  const before = await residentMb()
  const peaks: number[] = []
  const sampling = setInterval(() => void residentMb().then((mb) => peaks.push(mb)), 250)
  const start = performance.now()
  const status = await send()
  clearInterval(sampling)
  const seconds = (performance.now() - start) / 1000
  const tenths = Array.from({ length: 10 }, (_, i) =>
    Math.max(...peaks.slice(Math.floor((i * peaks.length) / 10), Math.ceil(((i + 1) * peaks.length) / 10))),
  )
  console.log(
    `${count} images, ${gigabytes} GB: status ${status}, ${((gigabytes * 1024) / seconds).toFixed(0)} MB/s`,
  )
  console.log(
    `resident memory of web, gateway, worker and database: ${before} MB before; peak of each tenth of the request: ${tenths.join(' ')} MB`,
  )
} finally {
  await wetread.end()
}

function send(): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${wetread.token}`,
      'content-type': 'multipart/related; type="application/dicom"; boundary=part',
      accept: 'application/dicom+json',
    }
    const url = `${wetread.url}/dicom-web/studies`
    const post = request(url, { method: 'POST', headers }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode))
    })
    post.on('error', reject)
    Readable.from(body()).pipe(post)
  })
}

function* body(): Generator<Buffer> {
  const [StudyInstanceUID, SeriesInstanceUID] = [newUid(), newUid()]
  for (let i = 0; i < count; i += 1) {
    yield Buffer.from('--part\r\nContent-Type: application/dicom\r\n\r\n')
    yield testObject({ StudyInstanceUID, SeriesInstanceUID, Modality: 'CT' }, pixels).bytes
    yield Buffer.from('\r\n')
  }
  yield Buffer.from('--part--\r\n')
}

async function residentMb(): Promise<number> {
  const of = async (pid: number): Promise<number> => {
    const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    return Number(/VmRSS:\s+(\d+)/.exec(text)?.[1] ?? 0) / 1024
  }
  const each = await Promise.all(wetread.pids.map(of))
  return Math.round(each.reduce((sum, mb) => sum + mb, 0))
}
