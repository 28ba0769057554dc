import { AppError } from '@/lib/errors'
import { follow, type ReadingLog } from '@/lib/reading/reading-log'
import type { Tx } from '../client'
import { appendEvent, type NewReadingEvent } from './events'
import type { Task } from './task'
import { updateTask } from './update-task'

export interface TaskChange {
  task: Task
  /** In order; each must be able to follow the one before. */
  events: Omit<NewReadingEvent, 'studyId' | 'at'>[]
  /** Further columns; state and claim follow from the events. */
  update?: Partial<Omit<Task, 'studyId' | 'state' | 'claimedById'>> | undefined
  now: Date
}

/**
 * Appends events to a locked study's log and writes the state that follows from them, so that the log and the
 * task cannot disagree.
 * @throws AppError conflict when an event cannot follow
 */
export async function writeEvents(tx: Tx, { task, events, update, now }: TaskChange): Promise<void> {
  const before: ReadingLog = { state: task.state, claimedBy: task.claimedById }
  const after = events.reduce((log, { type, actorId = null }) => follow(log, { type, actorId }), before)
  const { state } = after
  if (state === 'arriving') throw new AppError('internal', 'A study on the list cannot arrive again.')
  const claim = after.claimedBy === null ? { claimedAt: null, claimExpiresAt: null } : {}

  await updateTask(tx, task.studyId, { ...update, ...claim, state, claimedById: after.claimedBy })
  for (const event of events) await appendEvent(tx, { ...event, studyId: task.studyId, at: now })
}
