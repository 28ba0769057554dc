import type { Actor } from '@/lib/access/actor'
import { transaction } from '@/lib/db/client'
import { nextReadable } from '@/lib/db/reading/sql/next-readable'
import { claimLocked, type Claim } from './claim'
import { expireClaims } from './expire-claims'
import { readerOf } from '@/lib/access/reader-of'
import { requireTask } from '@/lib/db/reading/require-task'

/**
 * Claims the unclaimed study that is due first. Two readers who ask at once get two studies.
 * @returns null when nothing waits to be read
 */
export async function nextCase({
  actor,
  now = new Date(),
}: {
  actor: Actor
  now?: Date
}): Promise<Claim | null> {
  const reader = readerOf(actor)
  await expireClaims({ now })
  return transaction(async (tx) => {
    const studyId = await nextReadable(tx)
    if (!studyId) return null
    return claimLocked(tx, { task: await requireTask(tx, studyId), reader, now })
  })
}
