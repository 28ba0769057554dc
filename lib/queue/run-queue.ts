import { EventEmitter } from 'node:events'
import { Logger, parseCronItems, run, type TaskList, type WorkerEvents } from 'graphile-worker'
import { log } from '@/lib/log'
import { jobPayloads, type JobName, type JobPayload } from './jobs'

export interface JobContext {
  /** No further try follows. */
  lastTry: boolean
}

export type JobHandlers = {
  [Name in JobName]: (payload: JobPayload<Name>, context: JobContext) => Promise<void>
}

export interface RunningQueue {
  /** The names under which this process locks jobs: those of its pools. */
  workerNames(): string[]
  /** Takes no more jobs and waits for those that run. */
  stop(): Promise<void>
}

export interface QueueOptions {
  databaseUrl: string
  handlers: JobHandlers
  concurrency: number
  /** Only these jobs are taken; all when absent. */
  only?: readonly JobName[]
  /** Five-field crontab pattern of each job that time starts. */
  schedule: Partial<Record<JobName, string>>
  /** The queue has ended although nobody stopped it: no job will run in this process any more. */
  onEnd?(error: unknown): void
}

/** Also how late a job may be that was added for a later moment: only jobs for now announce themselves. */
const pollIntervalMs = 200

/** Runs the background jobs in this process until `stop`. */
export async function runQueue({
  databaseUrl,
  handlers,
  concurrency,
  only = Object.keys(jobPayloads) as JobName[],
  schedule,
  onEnd,
}: QueueOptions): Promise<RunningQueue> {
  const names = new Set<string>()
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => names.add(workerPool.id))
  const runner = await run({
    connectionString: databaseUrl,
    concurrency,
    pollInterval: pollIntervalMs,
    maxPoolSize: concurrency + 3,
    noHandleSignals: true,
    events,
    logger,
    taskList: taskList(handlers, only),
    parsedCronItems: parseCronItems(
      Object.entries(schedule)
        .filter(([task]) => only.some((name) => name === task))
        .map(([task, match]) => ({ task, match, options: { backfillPeriod: 0 } })),
    ),
  })
  let isOver = false
  const over = (error: unknown) => {
    if (!isOver) onEnd?.(error)
    isOver = true
  }
  runner.promise.then(() => over(undefined), over)
  return {
    workerNames: () => [...names],
    stop: async () => {
      if (isOver) return
      isOver = true
      await runner.stop()
    },
  }
}

function taskList(handlers: JobHandlers, only: readonly JobName[]): TaskList {
  const task = <Name extends JobName>(name: Name): TaskList[string] => {
    const handle = handlers[name]
    const schema = jobPayloads[name]
    return async (payload, { job }) => {
      const parsed = schema.parse(payload) as JobPayload<Name>
      await handle(parsed, { lastTry: job.attempts >= job.max_attempts })
    }
  }
  return Object.fromEntries(only.map((name) => [name, task(name)]))
}

/** The queue's own words at their level; its meta data holds payloads and is left out. */
const logger = new Logger(() => (level, message) => {
  if (level === 'error') log.error(`queue: ${message}`)
  else if (level === 'warning') log.warn(`queue: ${message}`)
  else log.debug(`queue: ${message}`)
})
