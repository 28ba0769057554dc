import { actorName, type Actor } from '@/lib/access/actor'
import { audit } from '@/lib/access/audit'
import { endHold, insertHold, standingHold } from '@/lib/db/archive/reconcile/legal-holds'
import { lockStudyRow } from '@/lib/db/archive/reconcile/lock-study'
import { transaction, type Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { requireReason } from './change'

interface HoldInput {
  studyId: string
  reason: string
  actor: Actor
  now?: Date
}

/**
 * From now on the study's images can neither be deleted, by a person, a rule or a rejection, nor purged if they are
 * deleted already. Adding and reading are not touched.
 * @throws AppError not-found | conflict when a hold stands already
 */
export async function setLegalHold({ studyId, reason, actor }: HoldInput): Promise<{ holdId: string }> {
  const text = requireReason(reason)
  return transaction(async (tx) => {
    await requireStudy(tx, studyId)
    if (await standingHold(tx, studyId))
      throw new AppError('conflict', 'This study is under legal hold already.')
    const holdId = await insertHold(tx, { studyId, reason: text, setBy: actorName(actor) })
    await audit(
      { actor, action: 'study:hold', outcome: 'success', studyId, detail: { hold: 'set', holdId } },
      tx,
    )
    return { holdId }
  })
}

/** @throws AppError not-found when none stands */
export async function releaseLegalHold({
  studyId,
  reason,
  actor,
  now = new Date(),
}: HoldInput): Promise<void> {
  const text = requireReason(reason)
  await transaction(async (tx) => {
    await requireStudy(tx, studyId)
    const hold = await standingHold(tx, studyId)
    if (!hold) throw new AppError('not-found', 'This study is not under legal hold.')
    await endHold(tx, hold.id, { releasedAt: now, releasedBy: actorName(actor), releaseReason: text })
    await audit(
      {
        actor,
        action: 'study:hold',
        outcome: 'success',
        studyId,
        detail: { hold: 'released', holdId: hold.id },
      },
      tx,
    )
  })
}

/** To be asked while the study is locked. @throws AppError conflict */
export async function refuseUnderHold(tx: Tx, studyId: string): Promise<void> {
  if (!(await standingHold(tx, studyId))) return
  throw new AppError(
    'conflict',
    'This study is under legal hold: nothing of it can be deleted until an administrator releases the hold.',
    { detail: { reason: 'legal-hold' } },
  )
}

async function requireStudy(tx: Tx, studyId: string): Promise<void> {
  if (!(await lockStudyRow(tx, { studyId }))) throw new AppError('not-found', 'There is no such study here.')
}
