import { readAhead } from '@/lib/archive/read-ahead'
import { instancePieces, readInstanceBytes } from '@/lib/archive/read-instance'
import type { LocatedInstance } from '@/lib/archive/located-instance'
import { transcodeInstance } from '@/lib/archive/transcode-instance'
import { studyRef } from '@/lib/db/archive/study-ref'
import { AppError } from '@/lib/errors'
import { storage } from '@/lib/storage/storage'
import { defineRoute, type Route, type RouteInput } from '../route'
import { dicomwebUrl, resourceUrl } from './base-url'
import { isFresh } from './fresh'
import { located } from './located'
import { negotiateDicom } from './negotiate'
import { noBody } from './no-body'
import { acceptOf } from './query-of'
import { sendParts } from './send-parts'
import { convertedParts } from './converted-parts'
import { instanceParams, seriesParams, studyParams, type PathUids } from './wado-params'
import type { OutgoingPart } from './write-multipart'

type Input = Pick<RouteInput<PathUids, unknown, unknown>, 'params' | 'request' | 'reply'>

/** Retrieve Study, Series, Instance (PS3.18 10.4.1.1.1): one part an instance, as received or converted. */
async function retrieve({ params, request, reply }: Input): Promise<unknown> {
  const instances = await located(params)
  const [first] = instances
  if (first && isFresh({ request, reply }, first)) return ''
  const delivery = negotiateDicom(acceptOf(request), instances, params.instance !== undefined)
  if (!delivery) {
    throw new AppError(
      'not-acceptable',
      'Not everything here can be had in that form: ask for application/dicom with transfer-syntax=* to get it as stored.',
    )
  }
  const readable = await presentOnly(instances)
  if (readable.length < instances.length) {
    if (readable.length === 0) throw new AppError('internal', 'The stored objects cannot be read.')
    void reply
      .code(206)
      .header('Warning', `299 wetread "${instances.length - readable.length} objects cannot be read now"`)
  }
  const { multipart, transferSyntax } = delivery
  const asStored = transferSyntax === '*' || readable.every((one) => one.TransferSyntaxUID === transferSyntax)
  if (multipart) {
    const base = dicomwebUrl(request)
    const body = asStored ? parts(readable, base) : await convertedParts(readable, transferSyntax, base)
    return sendParts({ request, reply }, { type: 'application/dicom', parts: body })
  }
  const [only] = readable
  if (!only) throw new AppError('not-found', 'There is no such instance here.')
  if (asStored) {
    void reply.type(contentType(only)).header('Content-Length', String(only.byteLength))
    return request.method === 'HEAD' ? noBody() : readInstanceBytes(only)
  }
  const bytes = await transcodeInstance(only, transferSyntax)
  void reply
    .type(contentType({ TransferSyntaxUID: transferSyntax }))
    .header('Content-Length', String(bytes.length))
  return request.method === 'HEAD' ? noBody() : bytes
}

/** A study of which one object is damaged must still be delivered, and must say that it is not whole. */
async function presentOnly(instances: readonly LocatedInstance[]): Promise<LocatedInstance[]> {
  const store = await storage()
  const present = await Promise.all(instances.map((instance) => store.has(instance.blobName)))
  return instances.filter((_, n) => present[n])
}

function* parts(instances: readonly LocatedInstance[], base: string): Generator<OutgoingPart> {
  for (const { item, pieces } of readAhead(instances, instancePieces)) {
    yield {
      headers: { 'Content-Type': contentType(item), 'Content-Location': resourceUrl(base, item) },
      body: pieces,
    }
  }
}

function contentType({ TransferSyntaxUID }: Pick<LocatedInstance, 'TransferSyntaxUID'>): string {
  return `application/dicom; transfer-syntax=${TransferSyntaxUID}`
}

const common = {
  method: 'GET',
  action: 'image:read',
  study: ({ params }: { params: PathUids }) => studyRef(params.study),
  handle: retrieve,
} as const

export const retrieveRoutes: Route[] = [
  defineRoute({ ...common, url: '/dicom-web/studies/:study', params: studyParams }),
  defineRoute({ ...common, url: '/dicom-web/studies/:study/series/:series', params: seriesParams }),
  defineRoute({
    ...common,
    url: '/dicom-web/studies/:study/series/:series/instances/:instance',
    params: instanceParams,
  }),
]
