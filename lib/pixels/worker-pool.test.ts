import { afterEach, expect, it, vi } from 'vitest'
import { createWorkerPool, type WorkerPool } from './worker-pool'

// Threads start slowly where many things run at once.
vi.setConfig({ testTimeout: 60_000 })

let pool: WorkerPool | undefined
afterEach(() => pool?.close())

function start(options: { timeLimitMs?: number; queueLimit?: number } = {}): WorkerPool {
  pool = createWorkerPool({
    script: new URL('./test-worker.ts', import.meta.url),
    size: 1,
    timeLimitMs: options.timeLimitMs ?? 30_000,
    queueLimit: options.queueLimit ?? 10,
    memoryLimitMb: 64,
  })
  return pool
}

it('gives each task its own answer', async () => {
  const { run } = start()
  expect(await Promise.all([run(1), run(2), run(3)])).toEqual([1, 2, 3])
})

it('ends a task that takes too long and serves the next', async () => {
  const { run } = start({ timeLimitMs: 5_000 })
  await run('warm')
  const [hang, next] = await Promise.allSettled([run('hang'), run('next')])
  expect(hang).toMatchObject({ status: 'rejected', reason: { failure: 'time' } })
  expect(next).toMatchObject({ value: 'next' })
})

it.each(['exit', 'throw', 'memory'])(
  'outlives a thread that ends by %s',
  async (how) => {
    const { run } = start()
    const [dead, next] = await Promise.allSettled([run(how), run('next')])
    expect(dead).toMatchObject({ status: 'rejected', reason: { failure: 'crash' } })
    expect(next).toMatchObject({ value: 'next' })
  },
  20_000,
)

it('refuses more than may wait', async () => {
  const { run } = start({ queueLimit: 1 })
  const first = run('a')
  const second = run('b')
  await expect(run('c')).rejects.toMatchObject({ failure: 'busy' })
  expect(await Promise.all([first, second])).toEqual(['a', 'b'])
})
