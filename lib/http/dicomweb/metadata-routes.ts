import { Readable } from 'node:stream'
import { gzipOf, plainOf } from '@/lib/archive/gzip-parts'
import type { LocatedInstance } from '@/lib/archive/located-instance'
import { preparedMetadata } from '@/lib/archive/prepared-metadata'
import { metadataText } from '@/lib/archive/series-pack'
import { withMetadata } from '@/lib/archive/with-metadata'
import { studyRef } from '@/lib/db/archive/study-ref'
import { AppError } from '@/lib/errors'
import { defineRoute, type Route, type RouteInput } from '../route'
import { acceptsGzip } from './accepts-gzip'
import { dicomwebUrl } from './base-url'
import { isFresh } from './fresh'
import { located } from './located'
import { requireJson } from './negotiate'
import { noBody } from './no-body'
import { acceptOf } from './query-of'
import { instanceParams, seriesParams, studyParams, type PathUids } from './wado-params'

type Input = Pick<RouteInput<PathUids, unknown, unknown>, 'params' | 'request' | 'reply'>

/**
 * Retrieve Metadata (PS3.18 10.4.1.1.5) of a study or series: all attributes, bulk values by BulkDataURI, as they were
 * prepared; compressed as they lie when the client takes gzip.
 */
async function metadata({ params, request, reply }: Input): Promise<unknown> {
  requireJson(acceptOf(request))
  const base = dicomwebUrl(request)
  const uids = { StudyInstanceUID: params.study, SeriesInstanceUID: params.series }
  const prepared = await preparedMetadata(uids, base)
  if (!prepared) throw new AppError('not-found', 'There is no such study or series here.')
  const zipped = acceptsGzip(request.headers['accept-encoding'])
  const fresh = isFresh({ request, reply }, prepared)
  // Compressed or not are two forms of one answer, which a strong ETag would have to tell apart (RFC 9110 8.8.3.3).
  void reply.header('Vary', 'Accept, Accept-Encoding, Cookie, Authorization')
  if (zipped) void reply.header('ETag', `W/${String(reply.getHeader('ETag'))}`)
  if (fresh) return ''
  void reply.type('application/dicom+json')
  if (request.method === 'HEAD') return noBody()
  const parts = await prepared.parts()
  if (!parts) return written(await located(params), base)
  if (zipped) return reply.header('Content-Encoding', 'gzip').send(gzipOf(parts))
  return Buffer.concat(await Promise.all(parts.map(plainOf)))
}

/** Of one instance, or of what is too large to be held: written while it is opened. */
async function instanceMetadata({ params, request, reply }: Input): Promise<unknown> {
  requireJson(acceptOf(request))
  const instances = await located(params)
  const [first] = instances
  if (first && isFresh({ request, reply }, first)) return ''
  void reply.type('application/dicom+json')
  return request.method === 'HEAD' ? noBody() : written(instances, dicomwebUrl(request))
}

function written(instances: readonly LocatedInstance[], base: string): Readable {
  return Readable.from(jsonArray(instances, base))
}

async function* jsonArray(instances: readonly LocatedInstance[], base: string): AsyncGenerator<string> {
  yield '['
  let separator = ''
  for await (const { instance, metadata } of withMetadata(instances)) {
    yield separator + metadataText(instance, metadata, base)
    separator = ','
  }
  yield ']'
}

const common = {
  method: 'GET',
  action: 'image:read',
  study: ({ params }: { params: PathUids }) => studyRef(params.study),
} as const

const study = '/dicom-web/studies/:study'
const series = `${study}/series/:series`

export const metadataRoutes: Route[] = [
  defineRoute({ ...common, url: `${study}/metadata`, params: studyParams, handle: metadata }),
  defineRoute({ ...common, url: `${series}/metadata`, params: seriesParams, handle: metadata }),
  defineRoute({
    ...common,
    url: `${series}/instances/:instance/metadata`,
    params: instanceParams,
    handle: instanceMetadata,
  }),
]
