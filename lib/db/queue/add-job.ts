import type { Db } from '../client'

export interface NewJob {
  name: string
  payload: object
  /** A waiting job with the same key is replaced; null: always a job of its own. */
  jobKey: string | null
  runAt: Date | null
  maxAttempts: number
}

/**
 * Adds a job in the transaction of the caller: it is rolled back with it, and the worker hears of it at commit.
 * Prisma has no type for graphile-worker's functions, hence the raw call.
 */
export async function addJob(tx: Db, { name, payload, jobKey, runAt, maxAttempts }: NewJob): Promise<void> {
  const json = JSON.stringify(payload)
  await tx.$executeRaw`select graphile_worker.add_job(
    ${name}::text,
    payload => ${json}::json,
    run_at => ${runAt}::timestamptz,
    max_attempts => ${maxAttempts}::integer,
    job_key => ${jobKey}::text,
    job_key_mode => 'replace')`
}
