import { whyNotDecodable } from './can-decode'
import { undecodable } from './decode/undecodable'
import type { ReencodedFrame } from './encode/reencode-samples'
import { unencodable } from './encode/unencodable'
import type { EncodedFrame } from './frames'
import { runPixelTask } from './pixel-threads'

/** Encoding a large image as JPEG 2000 and reading it back takes seconds. */
const timeLimitMs = 60_000

/**
 * One frame in another transfer syntax, always without loss, checked by decoding it again; little endian samples where
 * the target is not encapsulated. In a worker thread with a limit of time and memory.
 * @throws AppError not-acceptable when it cannot be done, unavailable when too many are waiting.
 */
export async function reencodeFrame(frame: EncodedFrame, TransferSyntaxUID: string): Promise<ReencodedFrame> {
  const why = whyNotDecodable(frame.TransferSyntaxUID, frame.attributes)
  if (why) throw undecodable(why)
  // A copy of its own: see decodeFrame.
  const bytes = new Uint8Array(frame.bytes)
  const task = { frame: { ...frame, bytes }, target: TransferSyntaxUID }
  const answer = await runPixelTask(task, [bytes.buffer], { timeLimitMs })
  if ('encoded' in answer) return answer.encoded
  throw unencodable('the encoder gave no answer')
}
