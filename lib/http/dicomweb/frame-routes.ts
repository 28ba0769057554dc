import type { LocatedInstance } from '@/lib/archive/located-instance'
import { readFrame } from '@/lib/archive/read-frame'
import { reencodeInstanceFrame } from '@/lib/archive/reencode-instance-frame'
import { numberOf } from '@/lib/dicom/json-values'
import { toLittleEndian } from '@/lib/dicom/little-endian'
import { AppError } from '@/lib/errors'
import { defineRoute, type Route, type RouteInput } from '../route'
import { dicomwebUrl, resourceUrl } from './base-url'
import { frameList } from './frame-list'
import { isFresh } from './fresh'
import { locatedOne, studyOf } from './located'
import { negotiateFrames, type FrameChoice } from './negotiate'
import { noBody } from './no-body'
import { acceptOf } from './query-of'
import { sendParts } from './send-parts'
import { frameParams } from './wado-params'
import type { OutgoingPart } from './write-multipart'

interface FrameParams {
  study: string
  series: string
  instance: string
  frames: string
}

type Input = Pick<RouteInput<FrameParams, unknown, unknown>, 'params' | 'request' | 'reply'>

/** Retrieve Frames (PS3.18 10.4.1.1.6): stored frames as they are where the client takes them so. */
async function retrieveFrames({ params, request, reply }: Input): Promise<unknown> {
  const numbers = frameList(params.frames)
  const instance = await locatedOne(params)
  if (isFresh({ request, reply }, instance)) return ''
  const { TransferSyntaxUID } = instance
  const choice = negotiateFrames(acceptOf(request), { TransferSyntaxUID, frames: numbers.length })
  if (!choice) throw new AppError('not-acceptable', 'The frames of this object cannot be had in that form.')
  const last = instance.NumberOfFrames ?? 1
  const beyond = numbers.find((n) => n > last)
  if (beyond !== undefined) throw new AppError('not-found', `There is no frame ${beyond} in this object.`)
  // The first one is read before the answer begins, so that what is wrong with all of them has a status.
  const [first = 1, ...rest] = numbers
  const body = await bytesOf(instance, first, choice)
  const type = `${choice.mediaType}; transfer-syntax=${choice.transferSyntax}`
  if (!choice.multipart) {
    void reply.type(type).header('Content-Length', String(body.length))
    return request.method === 'HEAD' ? noBody() : asBuffer(body)
  }
  const base = `${resourceUrl(dicomwebUrl(request), instance)}/frames`
  const part = (frame: number, bytes: Uint8Array) => ({
    headers: { 'Content-Type': type, 'Content-Location': `${base}/${frame}` },
    body: bytes,
  })
  if (rest.length === 0)
    return sendParts({ request, reply }, { type: choice.mediaType, parts: part(first, body) })
  const wanted = choice
  async function* parts(): AsyncGenerator<OutgoingPart> {
    yield part(first, body)
    for (const frame of rest) yield part(frame, await bytesOf(instance, frame, wanted))
  }
  return sendParts({ request, reply }, { type: choice.mediaType, parts: parts() })
}

async function bytesOf(
  instance: LocatedInstance,
  frame: number,
  { how, transferSyntax }: FrameChoice,
): Promise<Uint8Array> {
  if (how === 'convert') return reencodeInstanceFrame(instance, frame, transferSyntax)
  const { bytes, vr, metadata } = await readFrame(instance, frame)
  if (how === 'stored') return bytes
  // 8-bit samples in OW are swapped in pairs as well (PS3.5 8.1.2); OB never is.
  const wordSize = vr === 'OB' ? 1 : Math.max(2, (numberOf(metadata, 'BitsAllocated') ?? 16) / 8)
  return toLittleEndian(bytes, { vr, bigEndian: true, wordSize })
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

export const frameRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/dicom-web/studies/:study/series/:series/instances/:instance/frames/:frames',
    action: 'image:read',
    params: frameParams,
    study: studyOf,
    handle: retrieveFrames,
  }),
]
