import type { Actor } from '@/lib/access/actor'
import { transaction } from '@/lib/db/client'
import { readerOf } from '@/lib/access/reader-of'
import { record } from './record'
import { requireTask } from '@/lib/db/reading/require-task'

/** Gives a claimed study back to the list, draft included. Releasing what one does not hold changes nothing. */
export async function release({
  studyId,
  actor,
  now = new Date(),
}: {
  studyId: string
  actor: Actor
  now?: Date
}): Promise<void> {
  const reader = readerOf(actor)
  await transaction(async (tx) => {
    const task = await requireTask(tx, studyId)
    if (task.claimedById !== reader.userId) return
    await record(tx, {
      task,
      actor: reader,
      action: 'study:claim',
      events: [{ type: 'released', actorId: reader.userId }],
      change: 'claim',
      now,
    })
  })
}
