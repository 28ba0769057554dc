import { audit } from '@/lib/access/audit'
import type { Actor } from '@/lib/access/actor'
import { transaction } from '@/lib/db/client'
import { appendEvents } from '@/lib/db/reading/events'
import { insertPolicy } from '@/lib/db/reading/policy'
import { tightenUnread } from '@/lib/db/reading/sql/tighten-unread'
import { everyStudy } from '@/lib/live/channel'
import { publish } from '@/lib/live/publish'
import type { DeadlineTargets } from '@/lib/reading/deadline-policy'

/**
 * Puts new targets in force, as a new version. They hold for every study that becomes readable from now on and for
 * every AI result from now on. A study that waits already keeps the deadline it was given, unless the new target of
 * its class is shorter: then its deadline comes forward. No study's deadline ever recedes by a policy.
 */
export async function setPolicy({
  targets,
  reason,
  actor,
  now = new Date(),
}: {
  targets: DeadlineTargets
  reason: string
  actor: Actor
  now?: Date
}): Promise<{ version: number; broughtForward: number }> {
  const actorId = actor.kind === 'user' ? actor.userId : null
  return transaction(async (tx) => {
    const version = await insertPolicy(tx, { targets, reason, createdBy: actorId, createdAt: now })
    const tightened = await tightenUnread(tx, { targets, version })
    await appendEvents(
      tx,
      tightened.map(({ studyId, dueBefore, dueAfter }) => ({
        studyId,
        type: 'policy-changed',
        at: now,
        actorId,
        data: {
          policyVersion: version,
          dueBefore: dueBefore.toISOString(),
          dueAfter: dueAfter.toISOString(),
        },
      })),
    )
    await publish(tx, { studyId: everyStudy, change: 'policy' })
    const detail = { policyVersion: version, broughtForward: tightened.length }
    await audit({ actor, action: 'policy:set', outcome: 'success', detail }, tx)
    return { version, broughtForward: tightened.length }
  })
}
