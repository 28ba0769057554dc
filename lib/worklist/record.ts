import { audit } from '@/lib/access/audit'
import type { Action } from '@/lib/access/actions'
import type { Actor } from '@/lib/access/actor'
import type { Tx } from '@/lib/db/client'
import { writeEvents, type TaskChange } from '@/lib/db/reading/write-events'
import { publish } from '@/lib/live/publish'
import type { LiveEvent } from '@/lib/live/live-event'

export interface Change extends TaskChange {
  actor: Actor
  action: Action
  change: LiveEvent['change']
}

/**
 * Writes one change of a locked task: events, the state that follows from them, NOTIFY and audit, in the caller's
 * transaction. The audit row comes last because its chain is the one lock that all writers share.
 */
export async function record(tx: Tx, { actor, action, change, ...taskChange }: Change): Promise<void> {
  const { studyId } = taskChange.task
  await writeEvents(tx, taskChange)
  await publish(tx, { studyId, change })
  const detail = { events: taskChange.events.map((event) => event.type).join(' ') }
  await audit({ actor, action, outcome: 'success', studyId, detail }, tx)
}
