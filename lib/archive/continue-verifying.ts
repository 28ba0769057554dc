import { transaction } from '@/lib/db/client'
import { enqueue } from '@/lib/queue/enqueue'
import { verifyStorage } from './verify-storage'

/** How often time itself asks for a share; the worker has few hands, so each share is short. */
const callEveryMs = 5 * 60_000
const budgetMs = 20_000

/** One share of the re-reading; a pass that a person asked for goes on until it is over. */
export async function continueVerifying({
  everyDays,
  atOnce,
}: {
  everyDays: number
  atOnce: boolean
}): Promise<void> {
  const { isOver } = await verifyStorage({ everyDays, atOnce, budgetMs, callEveryMs })
  if (atOnce && !isOver) await verifyAtOnce()
}

/** Has the worker read the whole archive back as soon as it can. */
export async function verifyAtOnce(): Promise<void> {
  await transaction((tx) =>
    enqueue(tx, 'verify-storage', { atOnce: true }, { jobKey: 'verify-storage:at-once' }),
  )
}
