import { Readable } from 'node:stream'
import type { LocatedInstance } from '@/lib/archive/located-instance'
import { withMetadata } from '@/lib/archive/with-metadata'
import { studyRef } from '@/lib/db/archive/study-ref'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { tagOf } from '@/lib/dicom/dictionary'
import { defineRoute, type Route, type RouteInput } from '../route'
import { dicomwebUrl, resourceUrl } from './base-url'
import { withBulkDataUris } from './bulk-data-uri'
import { isFresh } from './fresh'
import { located } from './located'
import { requireJson } from './negotiate'
import { noBody } from './no-body'
import { acceptOf } from './query-of'
import { instanceParams, seriesParams, studyParams, type PathUids } from './wado-params'

type Input = Pick<RouteInput<PathUids, unknown, unknown>, 'params' | 'request' | 'reply'>

/** Retrieve Metadata (PS3.18 10.4.1.1.5): all attributes, bulk values by BulkDataURI, written while they are opened. */
async function metadata({ params, request, reply }: Input): Promise<unknown> {
  requireJson(acceptOf(request))
  const instances = await located(params)
  const [first] = instances
  if (first && isFresh({ request, reply }, first)) return ''
  void reply.type('application/dicom+json')
  if (request.method === 'HEAD') return noBody()
  return Readable.from(jsonArray(instances, dicomwebUrl(request)))
}

async function* jsonArray(instances: readonly LocatedInstance[], base: string): AsyncGenerator<string> {
  yield '['
  let separator = ''
  for await (const { instance, metadata } of withMetadata(instances)) {
    const json = withBulkDataUris(withType1(instance, metadata), resourceUrl(base, instance))
    yield separator + JSON.stringify(json)
    separator = ','
  }
  yield ']'
}

/** Cornerstone's loader waits for ever on an object without Modality (recipes 1e); the index always has one. */
function withType1(instance: LocatedInstance, json: DicomJson): DicomJson {
  const Modality = tagOf('Modality')
  if (json[Modality]?.Value) return json
  return sorted({ ...json, [Modality]: { vr: 'CS', Value: [instance.Modality || 'OT'] } })
}

function sorted(json: DicomJson): DicomJson {
  return Object.fromEntries(Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1)))
}

const common = {
  method: 'GET',
  action: 'image:read',
  study: ({ params }: { params: PathUids }) => studyRef(params.study),
  handle: metadata,
} as const

export const metadataRoutes: Route[] = [
  defineRoute({ ...common, url: '/dicom-web/studies/:study/metadata', params: studyParams }),
  defineRoute({ ...common, url: '/dicom-web/studies/:study/series/:series/metadata', params: seriesParams }),
  defineRoute({
    ...common,
    url: '/dicom-web/studies/:study/series/:series/instances/:instance/metadata',
    params: instanceParams,
  }),
]
