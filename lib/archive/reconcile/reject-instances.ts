import { insertedNote, rejectionFacts } from '@/lib/db/archive/reconcile/rejection-facts'
import { AppError } from '@/lib/errors'
import { deleteInstances, type DeleteInput } from '../delete'
import { storeInstance } from '../store-instance'
import type { ChangeBy } from './change'
import type { RejectionCode } from './rejection-codes'
import { writeRejectionNote } from './rejection-note'

export interface RejectInput extends ChangeBy {
  level: DeleteInput['level']
  uids: DeleteInput['uids']
  code: RejectionCode
}

/**
 * Deletes as rejected, and leaves a rejection note in the study, so that systems which get the study from here learn
 * that they must not show these images either (IHE RAD TF-2 4.66). The images are refused when they come again.
 * @throws AppError as deleteInstances
 */
export async function rejectInstances(
  input: RejectInput,
): Promise<{ changeId: string; note: string; instances: number }> {
  const { code, level, uids, reason, actor, now = new Date() } = input
  const facts = await rejectionFacts(uids.StudyInstanceUID)
  if (!facts) throw new AppError('not-found', 'There is no such study, series or instance here.')
  const deleted = await deleteInstances({ level, uids, reason, actor, now, kind: 'reject', rejection: code })
  const gone = new Set(deleted.SOPInstanceUIDs)
  const { instances, ...study } = facts
  const { SOPInstanceUID, bytes } = writeRejectionNote({
    code,
    StudyInstanceUID: uids.StudyInstanceUID,
    study,
    references: instances.filter((instance) => gone.has(instance.SOPInstanceUID)),
    at: now,
  })
  await storeInstance({ bytes, origin: `reject:${deleted.changeId}`, now })
  await insertedNote(deleted.changeId, SOPInstanceUID)
  return { changeId: deleted.changeId, note: SOPInstanceUID, instances: deleted.instances }
}
