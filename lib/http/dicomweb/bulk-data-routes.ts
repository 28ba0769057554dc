import { Readable } from 'node:stream'
import type { LocatedInstance } from '@/lib/archive/located-instance'
import { streamBulk } from '@/lib/archive/read-bulk'
import { readFrame } from '@/lib/archive/read-frame'
import { studyRef } from '@/lib/db/archive/study-ref'
import { bulkDataAt, type BulkValue } from '@/lib/dicom/bulk-data-uri'
import { toLittleEndian } from '@/lib/dicom/little-endian'
import { transferSyntax } from '@/lib/dicom/transfer-syntax'
import { AppError } from '@/lib/errors'
import { defineRoute, type Route, type RouteInput } from '../route'
import { dicomwebUrl, resourceUrl } from './base-url'
import { byteRange } from './byte-range'
import { isFresh } from './fresh'
import { locatedOne } from './located'
import { negotiateBulk } from './negotiate'
import { noBody } from './no-body'
import { acceptOf } from './query-of'
import { sendParts } from './send-parts'
import { instanceParams } from './wado-params'
import type { OutgoingPart } from './write-multipart'

const params = instanceParams.loose()

interface BulkParams {
  study: string
  series: string
  instance: string
  '*'?: unknown
}

type Input = Pick<RouteInput<BulkParams, unknown, unknown>, 'params' | 'request' | 'reply'>

/** Retrieve Bulkdata (PS3.18 10.4.1.1.7): what a BulkDataURI of our metadata points to, little endian. */
async function bulkData(input: Input): Promise<unknown> {
  const { params: path, request, reply } = input
  const instance = await locatedOne(path)
  const value = bulkDataAt(await instance.metadata(), String(path['*'] ?? ''))
  if (!value) throw new AppError('not-found', 'There is no bulk data at this address.')
  if (isFresh({ request, reply }, instance)) return ''
  const delivery = negotiateBulk(acceptOf(request))
  const isEncapsulated = value.location.length < 0
  if (!delivery && !isEncapsulated) {
    throw new AppError('not-acceptable', 'Bulk data comes as application/octet-stream.')
  }
  const location = `${resourceUrl(dicomwebUrl(request), instance)}/bulkdata/${String(path['*'])}`
  if (isEncapsulated) return encapsulated(input, instance, location)
  if (delivery?.multipart) {
    const headers = { 'Content-Type': 'application/octet-stream', 'Content-Location': location }
    const body = await startOf(valueBytes(instance, value, { from: 0, to: value.location.length - 1 }))
    return sendParts({ request, reply }, { type: 'application/octet-stream', parts: [{ headers, body }] })
  }
  return ranged(input, instance, value)
}

/** Compressed pixel data goes out frame by frame, each a part, as Retrieve Frames would give them. */
function encapsulated({ request, reply }: Input, instance: LocatedInstance, location: string): unknown {
  const { frameMediaType } = transferSyntax(instance.TransferSyntaxUID)
  async function* parts(): AsyncGenerator<OutgoingPart> {
    for (let frame = 1; frame <= (instance.NumberOfFrames ?? 1); frame += 1) {
      const { bytes } = await readFrame(instance, frame)
      const type = `${frameMediaType}; transfer-syntax=${instance.TransferSyntaxUID}`
      yield { headers: { 'Content-Type': type, 'Content-Location': location }, body: bytes }
    }
  }
  return sendParts({ request, reply }, { type: frameMediaType, parts: parts() })
}

interface Range {
  from: number
  to: number
}

/** Bytes of a value, both ends included, little endian, read in pieces: a value may be larger than memory. */
async function* valueBytes(
  instance: LocatedInstance,
  { vr, location }: BulkValue,
  { from, to }: Range,
): AsyncGenerator<Uint8Array> {
  const { bigEndian } = transferSyntax(instance.TransferSyntaxUID)
  // Whole words from the first to the last: the longest has eight bytes.
  let at = from - (from % 8)
  const end = Math.min(location.length, to + 8 - (to % 8))
  for await (const piece of streamBulk(instance, { offset: location.offset + at, length: end - at })) {
    const bytes = toLittleEndian(piece, { vr, bigEndian })
    yield bytes.subarray(Math.max(0, from - at), Math.min(bytes.length, to + 1 - at))
    at += piece.length
  }
}

/** With the first piece read already, so that what is wrong with the object has a status. */
async function startOf(bytes: AsyncGenerator<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const first = await bytes.next()
  return (async function* () {
    if (!first.done) yield first.value
    yield* bytes
  })()
}

async function ranged(
  { request, reply }: Input,
  instance: LocatedInstance,
  value: BulkValue,
): Promise<Readable | string> {
  const { length } = value.location
  void reply.type('application/octet-stream').header('Accept-Ranges', 'bytes')
  const range = byteRange(request.headers.range, length)
  if (range === 'unsatisfiable') {
    void reply.code(416).header('Content-Range', `bytes */${length}`)
    return ''
  }
  if (range) void reply.code(206).header('Content-Range', `bytes ${range.from}-${range.to}/${length}`)
  const part = range ?? { from: 0, to: length - 1 }
  const bytes = request.method === 'HEAD' ? null : await startOf(valueBytes(instance, value, part))
  void reply.header('Content-Length', String(part.to - part.from + 1))
  return bytes ? Readable.from(bytes, { objectMode: false }) : noBody()
}

export const bulkDataRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/dicom-web/studies/:study/series/:series/instances/:instance/bulkdata/*',
    action: 'image:read',
    params,
    study: ({ params: { study } }) => studyRef(study),
    handle: bulkData,
  }),
]
