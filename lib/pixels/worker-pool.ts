import type { Worker } from 'node:worker_threads'
import { startTypescriptWorker } from './typescript-worker'

export interface PoolOptions {
  script: URL
  /** Threads at most; they start when needed and stay warm. */
  size: number
  /** A task that runs longer ends with its thread. */
  timeLimitMs: number
  /** Tasks that may wait; one more is refused at once. */
  queueLimit: number
  memoryLimitMb: number
}

export type PoolFailure = 'time' | 'crash' | 'busy'

export class PoolError extends Error {
  readonly failure: PoolFailure

  constructor(failure: PoolFailure, cause?: unknown) {
    super(`The worker thread failed: ${failure}`, { cause })
    this.name = 'PoolError'
    this.failure = failure
  }
}

interface Task {
  message: unknown
  timeLimitMs: number
  transfer: readonly ArrayBuffer[]
  resolve: (answer: unknown) => void
  reject: (error: Error) => void
}

/** What a thread posts for each message it got. */
export interface PoolReply {
  answer: unknown
  /** The thread asks not to be used again. */
  retire?: boolean
}

export interface WorkerPool {
  run(
    message: unknown,
    transfer?: readonly ArrayBuffer[],
    options?: { timeLimitMs?: number },
  ): Promise<unknown>
  close(): Promise<void>
}

/**
 * Runs one task at a time in each of a few threads. A task ends with the answer of its thread, or with a PoolError
 * when the thread dies or takes too long: whatever is in the bytes, the process goes on and nobody waits for ever.
 */
export function createWorkerPool(options: PoolOptions): WorkerPool {
  const waiting: Task[] = []
  const idle: Worker[] = []
  const threads = new Set<Worker>()

  function start(): Worker {
    const worker = startTypescriptWorker(options.script, {
      resourceLimits: {
        maxOldGenerationSizeMb: options.memoryLimitMb,
        maxYoungGenerationSizeMb: 32,
        stackSizeMb: 4,
      },
    })
    threads.add(worker)
    worker.on('error', () => undefined) // a task hears of it by its own listener; an idle thread has nobody to tell
    worker.once('exit', () => forget(worker))
    return worker
  }

  function forget(worker: Worker): void {
    threads.delete(worker)
    const at = idle.indexOf(worker)
    if (at >= 0) idle.splice(at, 1)
  }

  function next(): void {
    if (waiting.length === 0) return
    const worker = idle.pop() ?? (threads.size < options.size ? start() : undefined)
    const task = worker && waiting.shift()
    if (task) serve(worker, task)
  }

  function serve(worker: Worker, task: Task): void {
    worker.ref()
    const timer = setTimeout(() => fail(new PoolError('time')), task.timeLimitMs)
    const onError = (cause: unknown): void => fail(new PoolError('crash', cause))
    const onExit = (): void => fail(new PoolError('crash'))
    const onMessage = (reply: PoolReply): void => {
      settle()
      if (reply.retire) retire()
      else {
        // A thread that waits must not keep the process alive.
        worker.unref()
        idle.push(worker)
      }
      task.resolve(reply.answer)
      next()
    }
    worker.once('message', onMessage).once('error', onError).once('exit', onExit)
    worker.postMessage(task.message, [...task.transfer])

    function settle(): void {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
    }
    function retire(): void {
      forget(worker)
      void worker.terminate()
    }
    function fail(error: PoolError): void {
      settle()
      retire()
      task.reject(error)
      next()
    }
  }

  return {
    run: (message, transfer = [], { timeLimitMs = options.timeLimitMs } = {}) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= options.queueLimit) {
          reject(new PoolError('busy'))
          return
        }
        waiting.push({ message, timeLimitMs, transfer, resolve, reject })
        next()
      }),
    async close() {
      idle.length = 0
      await Promise.all([...threads].map((worker) => worker.terminate()))
      threads.clear()
    },
  }
}
