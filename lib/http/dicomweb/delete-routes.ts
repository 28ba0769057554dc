import { z } from 'zod'
import { deleteInstances } from '@/lib/archive/delete'
import { studyRef } from '@/lib/db/archive/study-ref'
import type { QueryLevel } from '@/lib/dicom/query-level'
import { defineRoute, type Route, type RouteInput } from '../route'
import { instanceParams, seriesParams, studyParams, type PathUids } from './wado-params'

type Input = RouteInput<PathUids, { reason?: string | undefined }, unknown>

const query = z.object({ reason: z.string().max(2_000).optional() })
const reasonBody = z.object({ reason: z.string() })

/**
 * Delete Study, Series, Instance: not in the standard, but as other servers do it. The reason comes as query parameter
 * or in a JSON body. 204; 404 the second time; 400 without a reason; 409 under legal hold. Undone through the
 * reconcile page while the undo window is open.
 */
async function remove(
  level: QueryLevel,
  { actor, params, query: given, request, reply }: Input,
): Promise<unknown> {
  const inBody = reasonBody.safeParse(request.body)
  await deleteInstances({
    level,
    uids: {
      StudyInstanceUID: params.study,
      SeriesInstanceUID: params.series,
      SOPInstanceUID: params.instance,
    },
    reason: given.reason ?? (inBody.success ? inBody.data.reason : ''),
    actor,
    kind: 'delete',
  })
  return reply.code(204).send()
}

const common = {
  method: 'DELETE',
  action: 'study:delete',
  query,
  audit: 'none',
  study: ({ params }: { params: PathUids }) => studyRef(params.study),
} as const

export const deleteRoutes: Route[] = [
  defineRoute({
    ...common,
    url: '/dicom-web/studies/:study',
    params: studyParams,
    handle: (input: Input) => remove('study', input),
  }),
  defineRoute({
    ...common,
    url: '/dicom-web/studies/:study/series/:series',
    params: seriesParams,
    handle: (input: Input) => remove('series', input),
  }),
  defineRoute({
    ...common,
    url: '/dicom-web/studies/:study/series/:series/instances/:instance',
    params: instanceParams,
    handle: (input: Input) => remove('instance', input),
  }),
]
