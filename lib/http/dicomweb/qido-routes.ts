import type { z } from 'zod'
import { audit } from '@/lib/access/audit'
import { studyScope } from '@/lib/access/may'
import { find } from '@/lib/archive/find'
import { tagOf } from '@/lib/dicom/dictionary'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { textOf } from '@/lib/dicom/json-values'
import type { AttributeMatch } from '@/lib/dicom/matching'
import type { QueryLevel } from '@/lib/dicom/query-level'
import { studyRef } from '@/lib/db/archive/study-ref'
import { defineRoute, type Route, type RouteInput } from '../route'
import { dicomwebUrl, resourceUrl } from './base-url'
import { requireJson } from './negotiate'
import { qidoQuery } from './qido-query'
import { acceptOf } from './query-of'
import { noPathParams, seriesParams, studyParams, type PathUids } from './wado-params'

const RetrieveURL = tagOf('RetrieveURL')

type Input = Pick<RouteInput<Partial<PathUids>, unknown, unknown>, 'actor' | 'params' | 'request' | 'reply'>

/** Search (PS3.18 10.6): 200 with hits, 204 without; never more than the actor may see. */
async function search(level: QueryLevel, { actor, params, request, reply }: Input): Promise<unknown> {
  requireJson(acceptOf(request))
  const query = qidoQuery(request.query as Record<string, unknown>)
  const matches = [...pathMatches(params), ...query.matches]
  const { results, remaining } = await find(
    { ...query, level, matches, combinedDatetime: true },
    studyScope(actor, 'study:read'),
  )
  await audit({
    actor,
    action: 'study:read',
    outcome: 'success',
    detail: { search: level, hits: results.length },
  })
  const more = remaining > 0 ? [`There are ${remaining} additional results that can be requested`] : []
  const warnings = [...query.warnings, ...more].map((warning) => `299 wetread "${warning}"`)
  if (warnings.length > 0) void reply.header('Warning', warnings.join(', '))
  if (results.length === 0) return reply.code(204).send()
  const base = dicomwebUrl(request)
  void reply.type('application/dicom+json').header('Cache-Control', 'private, no-cache')
  return reply.send(JSON.stringify(results.map((result) => withRetrieveUrl(result, base))))
}

function pathMatches({ study, series }: Partial<PathUids>): AttributeMatch[] {
  const uid = (keyword: string, value: string | undefined): AttributeMatch[] =>
    value === undefined
      ? []
      : [{ path: [tagOf(keyword)], name: keyword, vr: 'UI', match: { kind: 'equals', values: [value] } }]
  return [...uid('StudyInstanceUID', study), ...uid('SeriesInstanceUID', series)]
}

function withRetrieveUrl(json: DicomJson, base: string): DicomJson {
  const url = resourceUrl(base, {
    StudyInstanceUID: textOf(json, 'StudyInstanceUID'),
    SeriesInstanceUID: textOf(json, 'SeriesInstanceUID'),
    SOPInstanceUID: textOf(json, 'SOPInstanceUID'),
  })
  const withUrl: DicomJson = {}
  for (const [tag, attribute] of Object.entries(json)) {
    if (tag > RetrieveURL && !withUrl[RetrieveURL]) withUrl[RetrieveURL] = { vr: 'UR', Value: [url] }
    withUrl[tag] = attribute
  }
  return withUrl
}

/** The search audits itself: what was searched and how many were found, without the keys, which name patients. */
function searchRoute(level: QueryLevel, url: string, params: z.ZodType<Partial<PathUids>>): Route {
  return defineRoute({
    method: 'GET',
    url: `/dicom-web${url}`,
    action: 'study:read',
    audit: 'none',
    params,
    handle: (input) => search(level, input),
  })
}

/** Below a study that does not exist, or that the actor may not see, nothing is found: 404 rather than an empty list. */
function searchBelow(level: QueryLevel, url: string, params: z.ZodType<PathUids>): Route {
  return defineRoute({
    method: 'GET',
    url: `/dicom-web${url}`,
    action: 'study:read',
    audit: 'none',
    params,
    study: ({ params: { study } }) => studyRef(study),
    handle: (input) => search(level, input),
  })
}

export const qidoRoutes: Route[] = [
  searchRoute('study', '/studies', noPathParams),
  searchRoute('series', '/series', noPathParams),
  searchRoute('instance', '/instances', noPathParams),
  searchBelow('series', '/studies/:study/series', studyParams),
  searchBelow('instance', '/studies/:study/instances', studyParams),
  searchBelow('instance', '/studies/:study/series/:series/instances', seriesParams),
]
