import type { Actor } from '@/lib/access/actor'
import { audit } from '@/lib/access/audit'
import { transaction } from '@/lib/db/client'
import { claimFact, removeFact } from '@/lib/db/installation/facts'
import { enqueue } from '@/lib/queue/enqueue'
import { AppError } from '@/lib/errors'
import { createDemoAccounts, type DemoAccount } from './demo-accounts'

const jobKey = 'load-demo'

/**
 * Opens one account per role and asks the worker to draw and store the sample studies.
 * @returns the accounts with their passwords, shown this once
 * @throws AppError conflict when the samples have been asked for before
 */
export async function requestDemo(
  actor: Actor,
  openAccounts = createDemoAccounts,
): Promise<{ accounts: DemoAccount[] }> {
  await transaction(async (tx) => {
    if (!(await claimFact('demo', { requestedAt: new Date().toISOString() }, tx))) {
      throw new AppError('conflict', 'The sample studies are here already, or on their way.')
    }
    // For a process that dies before the accounts are there: the samples come without them.
    await enqueue(tx, 'load-demo', {}, { jobKey, runAt: new Date(Date.now() + 60_000) })
  })
  try {
    const accounts = await openAccounts(actor)
    await transaction(async (tx) => {
      // Only now: the samples that somebody has read need their reader.
      await enqueue(tx, 'load-demo', {}, { jobKey })
      await audit({ actor, action: 'demo:load', outcome: 'success' }, tx)
    })
    return { accounts }
  } catch (error) {
    // Without the fact the waiting job does nothing, and the samples can be asked for again.
    await removeFact('demo')
    throw error
  }
}
