import type { LocatedInstance } from '@/lib/archive/located-instance'
import { requireRenderable } from '@/lib/archive/render-instance'
import { studyRef } from '@/lib/db/archive/study-ref'
import { AppError } from '@/lib/errors'
import { defineRoute, type Route, type RouteInput } from '../route'
import { dicomwebUrl, resourceUrl } from './base-url'
import { frameList } from './frame-list'
import { isFresh } from './fresh'
import { located } from './located'
import { negotiateRendered } from './negotiate'
import { noBody } from './no-body'
import { acceptOf } from './query-of'
import { renderQuery } from './render-query'
import { renderedImage, type RenderedTarget } from './rendered-image'
import { sendParts } from './send-parts'
import { frameParams, instanceParams, seriesParams, studyParams, type PathUids } from './wado-params'
import type { OutgoingPart } from './write-multipart'

type Input = Pick<
  RouteInput<PathUids & { frames?: string }, unknown, unknown>,
  'params' | 'request' | 'reply'
>

const thumbnailSize = 160

/**
 * Retrieve Rendered (PS3.18 10.4.1.1.3) as a screen shows it: the first frame of an instance, the frames that the path
 * names, or an image for each instance of a series or study, in parts where there are several.
 */
async function render({ params, request, reply }: Input): Promise<unknown> {
  const query = renderQuery(request.query as Record<string, unknown>)
  const targets = targetsOf(await located(params), params)
  const [first, ...rest] = targets
  if (!first) throw new AppError('not-found', 'There is no image in this object.')
  const choice = negotiateRendered(acceptOf(request), targets.length)
  if (isFresh({ request, reply }, first.instance)) return ''
  // The first is rendered before the answer begins, so that what is wrong with all of them has a status.
  const image = await renderedImage(first, query, choice.format)
  const type = `image/${choice.format}`
  if (!choice.multipart) {
    void reply.type(type).header('Content-Length', String(image.length))
    return request.method === 'HEAD' ? noBody() : image
  }
  const base = dicomwebUrl(request)
  const part = ({ instance, frame }: RenderedTarget, body: Buffer): OutgoingPart => ({
    headers: {
      'Content-Type': type,
      'Content-Location': `${resourceUrl(base, instance)}/frames/${frame}/rendered`,
    },
    body,
  })
  async function* parts(beginning: RenderedTarget): AsyncGenerator<OutgoingPart> {
    yield part(beginning, image)
    for (const target of rest) yield part(target, await renderedImage(target, query, choice.format))
  }
  return sendParts({ request, reply }, { type, parts: parts(first) })
}

/** What of a study or series is an image; of one instance that is not, the reason is the answer. */
function targetsOf(
  instances: readonly LocatedInstance[],
  { instance, frames }: Input['params'],
): RenderedTarget[] {
  if (instance === undefined) {
    const images = instances.filter(isRenderable)
    const [only] = instances
    if (images.length === 0 && only) requireRenderable(only)
    return images.map((image) => ({ instance: image, frame: 1 }))
  }
  const numbers = frames === undefined ? [1] : frameList(frames)
  return instances.flatMap((image) => {
    requireRenderable(image)
    const last = image.NumberOfFrames ?? 1
    const beyond = numbers.find((frame) => frame > last)
    if (beyond !== undefined) throw new AppError('not-found', `There is no frame ${beyond} in this object.`)
    return numbers.map((frame) => ({ instance: image, frame }))
  })
}

function isRenderable(instance: LocatedInstance): boolean {
  try {
    requireRenderable(instance)
    return true
  } catch {
    return false
  }
}

/** Retrieve Thumbnail (PS3.18 10.4.1.1.4): small, of the middle image where the path names several. */
async function thumbnail({ params, request, reply }: Input): Promise<unknown> {
  const {
    width = thumbnailSize,
    height = thumbnailSize,
    ...rest
  } = renderQuery(request.query as Record<string, unknown>)
  const { format } = negotiateRendered(acceptOf(request), 1)
  const [frame = 1, ...more] = params.frames === undefined ? [1] : frameList(params.frames)
  if (more.length > 0) throw new AppError('not-acceptable', 'A thumbnail is of one frame.')
  const instance = representative(await located(params))
  if (isFresh({ request, reply }, instance)) return ''
  const query = { ...rest, width: Math.min(width, 512), height: Math.min(height, 512) }
  const image = await renderedImage({ instance, frame }, query, format)
  void reply.type(`image/${format}`).header('Content-Length', String(image.length))
  return request.method === 'HEAD' ? noBody() : image
}

function representative(instances: readonly LocatedInstance[]): LocatedInstance {
  const images = instances.filter((instance) => instance.hasPixelData)
  const chosen = images[Math.floor(images.length / 2)]
  if (!chosen) throw new AppError('not-found', 'There is no image in this object.')
  return chosen
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
  defineRoute({ ...common, url: `${study}/rendered`, params: studyParams, handle: render }),
  defineRoute({ ...common, url: `${series}/rendered`, params: seriesParams, handle: render }),
  defineRoute({ ...common, url: `${instance}/rendered`, params: instanceParams, handle: render }),
  defineRoute({ ...common, url: `${frame}/rendered`, params: frameParams, handle: render }),
  defineRoute({ ...common, url: `${study}/thumbnail`, params: studyParams, handle: thumbnail }),
  defineRoute({ ...common, url: `${series}/thumbnail`, params: seriesParams, handle: thumbnail }),
  defineRoute({ ...common, url: `${instance}/thumbnail`, params: instanceParams, handle: thumbnail }),
  defineRoute({ ...common, url: `${frame}/thumbnail`, params: frameParams, handle: thumbnail }),
]
