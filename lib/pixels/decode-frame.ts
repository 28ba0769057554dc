import { AppError } from '@/lib/errors'
import { whyNotDecodable } from './can-decode'
import type { DecodeAnswer } from './decode/decode-worker'
import { undecodable } from './decode/undecodable'
import type { DecodedFrame, EncodedFrame } from './frames'
import { createWorkerPool, PoolError, type WorkerPool } from './worker-pool'

const timeLimitMs = 10_000
const threads = Number(process.env.WETREAD_PIXEL_THREADS ?? 2)
let pool: WorkerPool | undefined

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
  try {
    const answer = (await decoders().run({ ...frame, bytes }, [bytes.buffer])) as DecodeAnswer
    if ('frame' in answer) return answer.frame
    if ('warm' in answer) throw new PoolError('crash')
    throw new AppError(answer.code, answer.message)
  } catch (error) {
    if (!(error instanceof PoolError)) throw error
    if (error.failure === 'busy')
      throw new AppError('unavailable', 'Too many images are being decoded. Try again shortly.')
    if (error.failure === 'crash') throw undecodable('the decoder gave up', error)
    throw new AppError('not-acceptable', 'This image takes too long to decode just now. Try again shortly.', {
      cause: error,
      detail: { tooLong: true },
    })
  }
}

/** Starts the decoder threads and their codecs ahead of the first image. */
export async function warmDecoders(): Promise<void> {
  await Promise.all(Array.from({ length: threads }, () => decoders().run(null)))
}

/** Ends the decoder threads; the next frame starts them again. */
export async function closeDecoders(): Promise<void> {
  const last = pool
  pool = undefined
  await last?.close()
}

function decoders(): WorkerPool {
  pool ??= createWorkerPool({
    script: new URL('./decode/decode-worker.ts', import.meta.url),
    size: threads,
    timeLimitMs,
    queueLimit: 256,
    memoryLimitMb: 512,
  })
  return pool
}
