import { AppError } from '@/lib/errors'
import type { PixelAnswer, PixelTask } from './decode/decode-worker'
import { undecodable } from './decode/undecodable'
import { createWorkerPool, PoolError, type WorkerPool } from './worker-pool'

export const pixelThreads = Number(process.env.WETREAD_PIXEL_THREADS ?? 2)
const timeLimitMs = 10_000
let pool: WorkerPool | undefined

/**
 * Runs one task in a worker thread with a limit of time and memory.
 * @throws AppError not-acceptable when the frame cannot be handled, unavailable when too many are waiting.
 */
export async function runPixelTask(
  task: PixelTask,
  transfer: readonly ArrayBuffer[] = [],
  options: { timeLimitMs?: number } = {},
): Promise<Exclude<PixelAnswer, { code: string }>> {
  try {
    const answer = (await threads().run(task, transfer, options)) as PixelAnswer
    if ('code' in answer) throw new AppError(answer.code, answer.message)
    return answer
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

/** Ends the threads; the next task starts them again. */
export async function closePixelThreads(): Promise<void> {
  const last = pool
  pool = undefined
  await last?.close()
}

function threads(): WorkerPool {
  pool ??= createWorkerPool({
    script: new URL('./decode/decode-worker.ts', import.meta.url),
    size: pixelThreads,
    timeLimitMs,
    queueLimit: 256,
    memoryLimitMb: 512,
  })
  return pool
}
