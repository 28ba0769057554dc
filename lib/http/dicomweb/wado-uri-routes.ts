import { canTranscode } from '@/lib/archive/can-transcode'
import type { LocatedInstance } from '@/lib/archive/located-instance'
import { readInstanceBytes } from '@/lib/archive/read-instance'
import { requireRenderable } from '@/lib/archive/render-instance'
import { transcodeInstance } from '@/lib/archive/transcode-instance'
import { studyRef } from '@/lib/db/archive/study-ref'
import { ExplicitVRLittleEndian } from '@/lib/dicom/transfer-syntax'
import { AppError } from '@/lib/errors'
import { defineRoute, type Route, type RouteInput } from '../route'
import { parseAccept } from './accept'
import { isFresh } from './fresh'
import { locatedOne } from './located'
import { noBody } from './no-body'
import { renderedImage } from './rendered-image'
import { renderQueryOfUri, wadoUriQuery, type WadoUriQuery } from './wado-uri-query'

type Input = Pick<RouteInput<unknown, WadoUriQuery, unknown>, 'query' | 'request' | 'reply'>

/** Retrieve by WADO-URI (PS3.18 9.1): one object as DICOM, or one frame of it as a picture. */
async function retrieveByUri({ query, request, reply }: Input): Promise<unknown> {
  refuseWhatIsNotOffered(query)
  const instance = await locatedOne({
    study: query.studyUID,
    series: query.seriesUID,
    instance: query.objectUID,
  })
  const type = typeOf(query, instance)
  if (isFresh({ request, reply }, instance)) return ''
  const body = type === 'dicom' ? await dicom(instance, query) : await picture(instance, query, type)
  void reply.type(body.type).header('Content-Length', String(body.length))
  return request.method === 'HEAD' ? noBody() : body.send()
}

interface Body {
  type: string
  length: number
  send: () => unknown
}

async function dicom(
  instance: LocatedInstance,
  { transferSyntax, frameNumber }: WadoUriQuery,
): Promise<Body> {
  if (frameNumber !== undefined)
    throw new AppError('invalid', 'frameNumber is for pictures: an object in DICOM comes whole.')
  const wanted = transferSyntax ?? ExplicitVRLittleEndian
  const type = `application/dicom; transfer-syntax=${wanted}`
  if (wanted === instance.TransferSyntaxUID)
    return { type, length: instance.byteLength, send: () => readInstanceBytes(instance) }
  if (!canTranscode(instance, wanted))
    throw new AppError('not-acceptable', 'This object cannot be had in that transfer syntax.')
  const bytes = await transcodeInstance(instance, wanted)
  return { type, length: bytes.length, send: () => bytes }
}

async function picture(
  instance: LocatedInstance,
  query: WadoUriQuery,
  format: 'jpeg' | 'png',
): Promise<Body> {
  requireRenderable(instance)
  if (query.transferSyntax !== undefined)
    throw new AppError('invalid', 'transferSyntax goes with contentType=application/dicom.')
  const frame = query.frameNumber ?? 1
  if (frame > (instance.NumberOfFrames ?? 1))
    throw new AppError('not-found', `There is no frame ${frame} in this object.`)
  const image = await renderedImage({ instance, frame }, renderQueryOfUri(query, instance), format)
  return { type: `image/${format}`, length: image.length, send: () => image }
}

/** The first type that can be had; without any a picture where there is one, else the object (PS3.18 9.1.2.1). */
function typeOf({ contentType }: WadoUriQuery, instance: LocatedInstance): 'dicom' | 'jpeg' | 'png' {
  if (contentType === undefined || contentType.trim() === '') {
    return instance.hasPixelData && (instance.NumberOfFrames ?? 1) === 1 ? 'jpeg' : 'dicom'
  }
  for (const { type } of parseAccept(contentType)) {
    if (type === 'application/dicom') return 'dicom'
    if (type === 'image/png') return 'png'
    if (type === 'image/jpeg' || type === 'image/*' || type === '*/*') return 'jpeg'
  }
  throw new AppError('not-acceptable', 'contentType is application/dicom, image/jpeg or image/png here.')
}

function refuseWhatIsNotOffered({ anonymize, presentationUID }: WadoUriQuery): void {
  if (anonymize !== undefined)
    throw new AppError(
      'not-acceptable',
      'Objects are not anonymised on the way out. Ask without anonymize, and remove what identifies the patient before it leaves.',
    )
  if (presentationUID !== undefined)
    throw new AppError('not-acceptable', 'Presentation states are applied by the viewer, not here.')
}

export const wadoUriRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/dicom-web/wado',
    action: 'image:read',
    query: wadoUriQuery,
    study: ({ query }) => studyRef(query.studyUID),
    handle: retrieveByUri,
  }),
]
