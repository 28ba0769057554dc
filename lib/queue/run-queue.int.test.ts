import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { transaction } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import { enqueue } from './enqueue'
import { jobPayloads, type JobName } from './jobs'
import { runQueue, type JobHandlers } from './run-queue'
import { schedule, slowJobs } from './schedule'

useTestDatabase()

it('slow jobs, however many, do not hold up a study that has settled', async () => {
  const names = Object.keys(jobPayloads) as JobName[]
  let letGo = (): void => undefined
  const held = new Promise<void>((resolve) => (letGo = resolve))
  const seen: string[] = []
  const handlers = Object.fromEntries(names.map((name) => [name, () => Promise.resolve()])) as Record<
    JobName,
    () => Promise<void>
  >
  const own: JobHandlers = {
    ...handlers,
    'run-transfer': async () => {
      seen.push('transfer begun')
      await held
    },
    'study-stable': async () => void seen.push('settled'),
  }
  const common = {
    databaseUrl: process.env.DATABASE_URL ?? '',
    handlers: own,
    schedule,
    concurrency: 2,
  }
  const queues = await Promise.all([
    runQueue({ ...common, only: names.filter((name) => !slowJobs.includes(name)) }),
    runQueue({ ...common, only: slowJobs }),
  ])
  await transaction(async (tx) => {
    for (let i = 0; i < 4; i += 1) await enqueue(tx, 'run-transfer', { transferId: randomUUID() })
  })
  await expect
    .poll(() => seen.filter((what) => what === 'transfer begun').length, { timeout: 20_000 })
    .toBe(2)
  await transaction((tx) => enqueue(tx, 'study-stable', { studyId: randomUUID() }))
  await expect.poll(() => seen.includes('settled'), { timeout: 20_000 }).toBe(true)
  letGo()
  await Promise.all(queues.map((queue) => queue.stop()))
})
