import { AppError } from '@/lib/errors'
import { createWorkerPool, PoolError, type WorkerPool } from '@/lib/pixels/worker-pool'
import type { FilmTask, FilmTaskAnswers } from './film-tasks'
import type { FilmWorkerAnswer } from './film-worker'

const timeLimitMs = 45_000
let pool: WorkerPool | undefined

/**
 * Does heavy pixel work in a thread of its own, one film after the other, within a limit of time and memory. The bytes
 * are handed over: the caller's buffer is empty afterwards.
 * @throws AppError in words for the person at the film; unavailable when others are being worked on
 */
export async function runFilmTask<Name extends FilmTask['task']>(
  task: FilmTask & { task: Name },
): Promise<FilmTaskAnswers[Name]> {
  try {
    const answer = (await threads().run(task, [task.bytes.buffer])) as FilmWorkerAnswer
    if ('code' in answer) throw new AppError(answer.code, answer.message)
    return answer.done as FilmTaskAnswers[Name]
  } catch (error) {
    if (!(error instanceof PoolError)) throw error
    if (error.failure === 'busy') {
      throw new AppError('unavailable', 'Other films are being worked on. Try again in a moment.', {
        cause: error,
      })
    }
    const words =
      error.failure === 'time'
        ? 'This file takes too long to read. Scan it with fewer dots per inch.'
        : 'This file could not be read: the decoder gave up. Take or scan it again.'
    throw new AppError('unprocessable', words, { cause: error })
  }
}

/** Ends the thread; the next task starts it again. */
export async function closeFilmThreads(): Promise<void> {
  const last = pool
  pool = undefined
  await last?.close()
}

function threads(): WorkerPool {
  pool ??= createWorkerPool({
    script: new URL('./film-worker.ts', import.meta.url),
    size: 1,
    timeLimitMs,
    // Each that waits holds its file in memory.
    queueLimit: 6,
    memoryLimitMb: 1_024,
  })
  return pool
}
