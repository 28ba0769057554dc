import { db } from '@/lib/db/client'
import { releaseLostJobs } from '@/lib/db/queue/release-lost-jobs'
import { beat } from '@/lib/db/triage/installation-facts'
import { log } from '@/lib/log'

const everyMs = 3_000
const silenceSeconds = 15

/**
 * Lets the list know that a worker is there, and gives back the jobs of workers that are not.
 * @returns the function that ends it: the silence then tells
 */
export async function stayAlive(processId: string, workerNames: () => string[]): Promise<() => void> {
  async function live(): Promise<void> {
    try {
      await beat(db(), { processId, queueWorkers: workerNames() })
      await releaseLostJobs(db(), silenceSeconds)
    } catch (err) {
      // The database is away for a moment: the list says so by the silence, the next beat tries again.
      log.warn({ err }, 'worker: no heartbeat')
    }
  }
  await live()
  const timer = setInterval(() => void live(), everyMs)
  return () => clearInterval(timer)
}
