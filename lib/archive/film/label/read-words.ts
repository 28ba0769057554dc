import { AppError } from '@/lib/errors'
import { createWorkerPool, PoolError, type WorkerPool } from '@/lib/pixels/worker-pool'
import type { LabelPicture } from '../film-tasks'
import type { OcrAnswer } from './ocr-worker'

const timeLimitMs = 30_000
let pool: WorkerPool | undefined

/**
 * Reads what is written on a film, in a thread of its own. The picture is handed over.
 * @throws AppError unavailable when it takes too long; a person can type it as well
 */
export async function readWords(picture: LabelPicture): Promise<OcrAnswer> {
  pool ??= createWorkerPool({
    script: new URL('./ocr-worker.ts', import.meta.url),
    size: 1,
    timeLimitMs,
    queueLimit: 8,
    memoryLimitMb: 512,
  })
  try {
    return (await pool.run(picture, [picture.grey.buffer])) as OcrAnswer
  } catch (cause) {
    if (!(cause instanceof PoolError)) throw cause
    throw new AppError(
      'unavailable',
      'The label could not be read by machine. Type what stands on the film.',
      {
        cause,
      },
    )
  }
}
