import { audit } from '@/lib/access/audit'
import type { Action } from '@/lib/access/actions'
import type { Actor } from '@/lib/access/actor'
import type { Tx } from '@/lib/db/client'
import { appendEvent, type NewReadingEvent } from '@/lib/db/reading/events'
import type { Task } from '@/lib/db/reading/task'
import { updateTask } from '@/lib/db/reading/update-task'
import { AppError } from '@/lib/errors'
import { publish } from '@/lib/live/publish'
import type { LiveEvent } from '@/lib/live/live-event'
import { follow, type ReadingLog } from '@/lib/reading/reading-log'

export interface Change {
  task: Task
  actor: Actor
  action: Action
  /** In order; each must be able to follow the one before. */
  events: Omit<NewReadingEvent, 'studyId' | 'at'>[]
  /** Further columns; state and claim follow from the events. */
  update?: Partial<Omit<Task, 'studyId' | 'state' | 'claimedById'>>
  change: LiveEvent['change']
  now: Date
}

/**
 * Writes one change of a locked task: events, the state that follows from them, NOTIFY and audit, in the caller's
 * transaction. The audit row comes last because its chain is the one lock that all writers share.
 */
export async function record(
  tx: Tx,
  { task, actor, action, events, update, change, now }: Change,
): Promise<void> {
  const { studyId } = task
  const before: ReadingLog = { state: task.state, claimedBy: task.claimedById }
  const after = events.reduce((log, { type, actorId = null }) => follow(log, { type, actorId }), before)
  const { state } = after
  if (state === 'arriving') throw new AppError('internal', 'A study on the list cannot arrive again.')
  const claim = after.claimedBy === null ? { claimedAt: null, claimExpiresAt: null } : {}

  await updateTask(tx, studyId, { ...update, ...claim, state, claimedById: after.claimedBy })
  for (const event of events) await appendEvent(tx, { ...event, studyId, at: now })
  await publish(tx, { studyId, change })
  const detail = { events: events.map((event) => event.type).join(' ') }
  await audit({ actor, action, outcome: 'success', studyId, detail }, tx)
}
