import { whyNotDecodable } from './can-decode'
import { undecodable } from './decode/undecodable'
import type { DecodedFrame, EncodedFrame } from './frames'
import { closePixelThreads, pixelThreads, runPixelTask } from './pixel-threads'
import { PoolError } from './worker-pool'

/**
 * Decodes one frame of any supported transfer syntax to its stored values (PS3.5 8), in a worker thread with a
 * limit of time and memory.
 * @throws AppError not-acceptable when the frame cannot be decoded, unavailable when too many are waiting.
 */
export async function decodeFrame(frame: EncodedFrame): Promise<DecodedFrame> {
  const why = whyNotDecodable(frame.TransferSyntaxUID, frame.attributes)
  if (why) throw undecodable(why)
  // A copy of its own: handing over the caller's buffer would empty it, a view would send all that lies behind it.
  const bytes = new Uint8Array(frame.bytes)
  const answer = await runPixelTask({ frame: { ...frame, bytes } }, [bytes.buffer])
  if ('frame' in answer) return answer.frame
  throw undecodable('the decoder gave up', new PoolError('crash'))
}

/** Starts the decoder threads and their codecs ahead of the first image. */
export async function warmDecoders(): Promise<void> {
  await Promise.all(Array.from({ length: pixelThreads }, () => runPixelTask(null)))
}

/** Ends the decoder threads; the next frame starts them again. */
export async function closeDecoders(): Promise<void> {
  await closePixelThreads()
}
