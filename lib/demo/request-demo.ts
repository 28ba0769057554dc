import type { Actor } from '@/lib/access/actor'
import { audit } from '@/lib/access/audit'
import { transaction } from '@/lib/db/client'
import { claimFact } from '@/lib/db/installation/facts'
import { enqueue } from '@/lib/queue/enqueue'
import { AppError } from '@/lib/errors'
import { createDemoAccounts, type DemoAccount } from './demo-accounts'

/**
 * Asks the worker to draw and store the sample studies and opens one account per role.
 * @returns the accounts with their passwords, shown this once
 * @throws AppError conflict when the samples have been asked for before
 */
export async function requestDemo(actor: Actor): Promise<{ accounts: DemoAccount[] }> {
  await transaction(async (tx) => {
    if (!(await claimFact('demo', { requestedAt: new Date().toISOString() }, tx))) {
      throw new AppError('conflict', 'The sample studies are here already, or on their way.')
    }
    await enqueue(tx, 'load-demo', {}, { jobKey: 'load-demo' })
    await audit({ actor, action: 'demo:load', outcome: 'success' }, tx)
  })
  return { accounts: await createDemoAccounts(actor) }
}
