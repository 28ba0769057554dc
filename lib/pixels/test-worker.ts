import { parentPort } from 'node:worker_threads'
import type { PoolReply } from './worker-pool'

/** Tests only: answers with what it got, or ends in the way it is asked to. */
parentPort?.on('message', (message: unknown) => {
  if (message === 'exit') process.exit(3)
  if (message === 'throw') throw new Error('as asked')
  if (message === 'memory') fill()
  while (message === 'hang') continue
  parentPort?.postMessage({ answer: message } satisfies PoolReply)
})

function fill(): never {
  const kept: number[][] = []
  for (;;) kept.push(Array.from({ length: 100_000 }, (_, n) => n + kept.length))
}
