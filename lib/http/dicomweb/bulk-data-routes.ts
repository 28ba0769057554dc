import type { Readable } from 'node:stream'
import type { LocatedInstance } from '@/lib/archive/located-instance'
import { readBulk } from '@/lib/archive/read-bulk'
import { readFrame } from '@/lib/archive/read-frame'
import { studyRef } from '@/lib/db/archive/study-ref'
import { toLittleEndian } from '@/lib/dicom/little-endian'
import { transferSyntax } from '@/lib/dicom/transfer-syntax'
import { AppError } from '@/lib/errors'
import { defineRoute, type Route, type RouteInput } from '../route'
import { dicomwebUrl, resourceUrl } from './base-url'
import { bulkDataAt, type BulkValue } from './bulk-data-uri'
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
const mostBytes = 1024 * 1024 * 1024

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
  const value = bulkDataAt(instance.metadata(), String(path['*'] ?? ''))
  if (!value) throw new AppError('not-found', 'There is no bulk data at this address.')
  if (isFresh({ request, reply }, instance)) return ''
  const delivery = negotiateBulk(acceptOf(request))
  const isEncapsulated = value.location.length < 0
  if (!delivery && !isEncapsulated) {
    throw new AppError('not-acceptable', 'Bulk data comes as application/octet-stream.')
  }
  const location = `${resourceUrl(dicomwebUrl(request), instance)}/bulkdata/${String(path['*'])}`
  if (isEncapsulated) return encapsulated(input, instance, location)
  const bytes = await valueBytes(instance, value)
  if (delivery?.multipart) {
    const headers = { 'Content-Type': 'application/octet-stream', 'Content-Location': location }
    return sendParts(
      { request, reply },
      { type: 'application/octet-stream', parts: { headers, body: bytes } },
    )
  }
  return ranged(input, bytes)
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

async function valueBytes(instance: LocatedInstance, { vr, location }: BulkValue): Promise<Uint8Array> {
  if (location.length > mostBytes)
    throw new AppError('not-acceptable', 'This value is larger than 1 GB: retrieve frames.')
  const bytes = await readBulk(instance, location)
  const { bigEndian } = transferSyntax(instance.TransferSyntaxUID)
  return toLittleEndian(bytes, { vr, bigEndian })
}

function ranged({ request, reply }: Input, bytes: Uint8Array): Buffer | Readable | string {
  void reply.type('application/octet-stream').header('Accept-Ranges', 'bytes')
  const range = byteRange(request.headers.range, bytes.length)
  if (range === 'unsatisfiable') {
    void reply.code(416).header('Content-Range', `bytes */${bytes.length}`)
    return ''
  }
  if (range) void reply.code(206).header('Content-Range', `bytes ${range.from}-${range.to}/${bytes.length}`)
  const part = range ? bytes.subarray(range.from, range.to + 1) : bytes
  void reply.header('Content-Length', String(part.length))
  return request.method === 'HEAD' ? noBody() : Buffer.from(part.buffer, part.byteOffset, part.byteLength)
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
