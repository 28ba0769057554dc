import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import { startTypescriptWorker } from '@/lib/pixels/typescript-worker'
import type { SealingAnswer, SealingRequest } from './sealing-request'

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

/** One blob's way to its thread. Await each request before the next. */
export interface Sealing {
  /** @returns the SHA-256 with the last write */
  ask(request: Without<SealingRequest, 'job'>): Promise<Uint8Array | null>
}

interface Thread {
  worker: Worker
  asked: Map<number, { resolve(sha256: Uint8Array | null): void; reject(error: Error): void }>
}

/** Two even on a small machine: while one waits for the disk to make a file, the other goes on. */
const most = Math.min(Math.max(Math.floor(availableParallelism() / 2), 2), 4)
const threads: (Thread | undefined)[] = []
let lastJob = 0

/** Starts the threads ahead of the first object. */
export function warmSealing(): void {
  for (let i = 0; i < most; i += 1) threads[i] ??= start(i)
}

export function beginSealing(): Sealing {
  lastJob += 1
  const job = lastJob
  const at = job % most
  const thread = (threads[at] ??= start(at))
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (threads[at] !== thread) return reject(threadIsGone())
        // A thread that has nothing to do must not keep the process alive.
        if (thread.asked.size === 0) thread.worker.ref()
        thread.asked.set(job, { resolve, reject })
        thread.worker.postMessage({ ...request, job })
      }),
  }
}

function start(at: number): Thread {
  const worker = startTypescriptWorker(new URL('./sealing-thread.ts', import.meta.url))
  const thread: Thread = { worker, asked: new Map() }
  worker.unref()
  worker.on('message', ({ job, sha256, error }: SealingAnswer) => {
    const asked = thread.asked.get(job)
    thread.asked.delete(job)
    if (thread.asked.size === 0) worker.unref()
    if (error) asked?.reject(Object.assign(new Error(error.message), { code: error.code }))
    else asked?.resolve(sha256 ?? null)
  })
  const over = (): void => {
    if (threads[at] === thread) threads[at] = undefined
    for (const { reject } of thread.asked.values()) reject(threadIsGone())
    thread.asked.clear()
  }
  worker.on('error', over)
  worker.on('exit', over)
  return thread
}

/** As if the disk were away: the sender comes again, and finds another thread. */
function threadIsGone(): Error {
  return Object.assign(new Error('The thread that writes blobs has ended.'), { code: 'EIO' })
}
