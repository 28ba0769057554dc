import type { Actor } from '@/lib/access/actor'
import { transaction } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { claimLocked, type Claim } from './claim'
import { leaseEnd } from './lease'
import { readerOf } from '@/lib/access/reader-of'
import { record } from './record'
import { requireTask } from '@/lib/db/reading/require-task'

/**
 * Takes a study from the reader who holds it, with everything drafted so far. Open to radiologists; a resident
 * waits for the lease to end. Both readers see it at once, and the log keeps who took it from whom.
 */
export async function takeOver({
  studyId,
  actor,
  now = new Date(),
}: {
  studyId: string
  actor: Actor
  now?: Date
}): Promise<Claim> {
  const reader = readerOf(actor)
  if (reader.role !== 'radiologist')
    throw new AppError('forbidden', 'Only a radiologist can take over a study.')
  return transaction(async (tx) => {
    const task = await requireTask(tx, studyId)
    const holder = task.claimedById
    if (holder === null || holder === reader.userId) return claimLocked(tx, { task, reader, now })
    const claimExpiresAt = leaseEnd(now)
    await record(tx, {
      task,
      actor: reader,
      action: 'study:claim',
      events: [
        { type: 'released', actorId: holder, data: { takenOverBy: reader.userId } },
        { type: 'claimed', actorId: reader.userId, data: { takenOverFrom: holder } },
      ],
      update: { claimedAt: now, claimExpiresAt },
      change: 'claim',
      now,
    })
    return { studyId, expiresAt: claimExpiresAt.toISOString() }
  })
}
