import type { Actor } from '@/lib/access/actor'
import { transaction } from '@/lib/db/client'
import { updateTask } from '@/lib/db/reading/update-task'
import { AppError } from '@/lib/errors'
import type { Claim } from './claim'
import { leaseEnd } from './lease'
import { readerOf } from '@/lib/access/reader-of'
import { requireTask } from '@/lib/db/reading/require-task'

/**
 * The reader's page is still open: the lease starts again. No event and no audit row, because nothing changed.
 * @throws AppError conflict when the claim is gone, so that the page can say so before more is typed
 */
export async function heartbeat({
  studyId,
  actor,
  now = new Date(),
}: {
  studyId: string
  actor: Actor
  now?: Date
}): Promise<Claim> {
  const reader = readerOf(actor)
  return transaction(async (tx) => {
    const task = await requireTask(tx, studyId)
    if (task.claimedById !== reader.userId) {
      throw new AppError('conflict', 'Your claim on this study has ended. Claim it again to go on.', {
        detail: { state: task.state },
      })
    }
    const claimExpiresAt = leaseEnd(now)
    await updateTask(tx, studyId, { claimExpiresAt })
    return { studyId, expiresAt: claimExpiresAt.toISOString() }
  })
}
