import type { Db } from '@/lib/db/client'
import { addJob } from '@/lib/db/queue/add-job'
import { jobPayloads, maxAttempts, type JobName, type JobPayload } from './jobs'

export interface EnqueueOptions {
  /** At most one job with this key waits: adding it again replaces payload and time ("study stable"). */
  jobKey?: string
  /** Not before; now when absent. */
  runAt?: Date
}

/** Adds a background job inside the transaction `tx`, so that the job exists exactly when its cause does. */
export async function enqueue<Name extends JobName>(
  tx: Db,
  name: Name,
  payload: JobPayload<Name>,
  { jobKey, runAt }: EnqueueOptions = {},
): Promise<void> {
  await addJob(tx, {
    name,
    payload: jobPayloads[name].parse(payload),
    jobKey: jobKey ?? null,
    runAt: runAt ?? null,
    maxAttempts: maxAttempts[name],
  })
}
