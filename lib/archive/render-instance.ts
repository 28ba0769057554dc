import { whyNotDecodable } from '@/lib/pixels/can-decode'
import { decodeFrame } from '@/lib/pixels/decode-frame'
import { renderFrame, renderStored, type RenderRequest } from '@/lib/pixels/render-frame'
import { encodedFrameOf } from './decode-instance-frame'
import type { LocatedInstance } from './located-instance'

/**
 * One frame of a stored instance as a screen shows it.
 * @throws AppError('not-found') without pixels, ('not-acceptable') when they cannot be decoded
 */
export async function renderInstance(
  instance: LocatedInstance,
  frame: number,
  request: RenderRequest,
): Promise<Buffer> {
  const encoded = await encodedFrameOf(instance, frame)
  const isSound = whyNotDecodable(encoded.TransferSyntaxUID, encoded.attributes) === null
  const direct = isSound ? renderStored(encoded, request) : null
  return direct ?? renderFrame(await decodeFrame(encoded), request)
}
