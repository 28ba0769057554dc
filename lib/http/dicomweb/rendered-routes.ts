import type { LocatedInstance } from '@/lib/archive/located-instance'
import { renderInstance } from '@/lib/archive/render-instance'
import { studyRef } from '@/lib/db/archive/study-ref'
import { AppError } from '@/lib/errors'
import { defineRoute, type Route, type RouteInput } from '../route'
import { frameList } from './frame-list'
import { isFresh } from './fresh'
import { located } from './located'
import { negotiateRendered } from './negotiate'
import { noBody } from './no-body'
import { acceptOf } from './query-of'
import { renderQuery, type RenderQuery } from './render-query'
import { frameParams, instanceParams, seriesParams, studyParams, type PathUids } from './wado-params'

type Input = Pick<
  RouteInput<PathUids & { frames?: string }, unknown, unknown>,
  'params' | 'request' | 'reply'
>

const thumbnailSize = 160
const rendered = new Map<string, Promise<Buffer>>()
const most = 500

/** Retrieve Rendered (PS3.18 10.4.1.1.3): an instance's first frame, or the one the path names, as a screen shows it. */
function render(input: Input): Promise<unknown> {
  return answer(input, renderQuery(input.request.query as Record<string, unknown>))
}

/** Retrieve Thumbnail (PS3.18 10.4.1.1.4): small, of the middle image where the path names several. */
function thumbnail(input: Input): Promise<unknown> {
  const {
    width = thumbnailSize,
    height = thumbnailSize,
    ...rest
  } = renderQuery(input.request.query as Record<string, unknown>)
  const size = { width: Math.min(width, 512), height: Math.min(height, 512) }
  return answer(input, { ...rest, ...size })
}

async function answer({ params, request, reply }: Input, query: RenderQuery): Promise<unknown> {
  const format = negotiateRendered(acceptOf(request))
  const frame = params.frames === undefined ? 1 : oneFrame(params.frames)
  const instance = representative(await located(params))
  if (isFresh({ request, reply }, instance)) return ''
  const image = await cached(`${instance.blobName} ${frame} ${format} ${JSON.stringify(query)}`, () =>
    renderInstance(instance, frame, { ...query, format }),
  )
  void reply.type(`image/${format}`).header('Content-Length', String(image.length))
  return request.method === 'HEAD' ? noBody() : image
}

function representative(instances: readonly LocatedInstance[]): LocatedInstance {
  const images = instances.filter((instance) => instance.hasPixelData)
  const chosen = images[Math.floor(images.length / 2)]
  if (!chosen) throw new AppError('not-found', 'There is no image in this object.')
  return chosen
}

function oneFrame(text: string): number {
  const [frame, ...more] = frameList(text)
  if (frame === undefined || more.length > 0) {
    throw new AppError('not-acceptable', 'One frame at a time can be rendered.')
  }
  return frame
}

/** Small images are kept, in memory only: a rail of thumbnails is asked for again and again. */
function cached(key: string, make: () => Promise<Buffer>): Promise<Buffer> {
  const known = rendered.get(key)
  if (known) return known
  const made = make()
  made.then(
    (image) => image.length > 64 * 1024 && rendered.delete(key),
    () => rendered.delete(key),
  )
  if (rendered.size >= most) rendered.delete(rendered.keys().next().value ?? '')
  rendered.set(key, made)
  return made
}

const common = {
  method: 'GET',
  action: 'image:read',
  study: ({ params }: { params: PathUids }) => studyRef(params.study),
} as const

const study = '/dicom-web/studies/:study'
const series = `${study}/series/:series`
const instance = `${series}/instances/:instance`
const frame = `${instance}/frames/:frames`

export const renderedRoutes: Route[] = [
  defineRoute({ ...common, url: `${instance}/rendered`, params: instanceParams, handle: render }),
  defineRoute({ ...common, url: `${frame}/rendered`, params: frameParams, handle: render }),
  defineRoute({ ...common, url: `${study}/thumbnail`, params: studyParams, handle: thumbnail }),
  defineRoute({ ...common, url: `${series}/thumbnail`, params: seriesParams, handle: thumbnail }),
  defineRoute({ ...common, url: `${instance}/thumbnail`, params: instanceParams, handle: thumbnail }),
  defineRoute({ ...common, url: `${frame}/thumbnail`, params: frameParams, handle: thumbnail }),
]
