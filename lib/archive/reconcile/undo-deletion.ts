import { restoreDeleted, studiesOfDeletion } from '@/lib/db/archive/reconcile/deleted-instances'
import { lockStudyRows } from '@/lib/db/archive/reconcile/lock-study'
import { recountStudy } from '@/lib/db/archive/reconcile/recount-study'
import { removeRejections } from '@/lib/db/archive/reconcile/rejected-instances'
import type { Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors'

/**
 * Puts back all that a change took away. @returns the studies that have them again
 * @throws AppError conflict when something else stands in a place by now: nothing is changed then
 */
export async function undoDeletion(tx: Tx, changeId: string): Promise<string[]> {
  const studies = await studiesOfDeletion(tx, changeId)
  await lockStudyRows(tx, studies)
  const { asked, restored } = await restoreDeleted(tx, changeId)
  if (restored < asked) {
    throw new AppError(
      'conflict',
      'An object with the same UID was stored meanwhile. Delete that one first, or leave the deletion as it is.',
    )
  }
  for (const studyId of studies) await recountStudy(tx, studyId)
  await removeRejections(tx, changeId)
  return studies
}
