import { actorName } from '@/lib/access/actor'
import { audit } from '@/lib/access/audit'
import { lockChange, markUndone } from '@/lib/db/archive/reconcile/changes'
import { transaction, type Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { publish } from '@/lib/live/publish'
import { changeKinds, requireReason, type ChangeBy, type ChangeKind } from './change'
import { undoAccept } from './accept-quarantined'
import { undoCorrection } from './correct-patient'
import { undoDiscard } from './discard-quarantined'
import { undoMerge } from './merge-patients'
import { undoRejection } from './undo-rejection'
import { undoMove } from './move-study'
import { undoSplit } from './split-study'
import { undoDeletion } from './undo-deletion'

export interface ChangeToUndo {
  id: string
  at: Date
  detail: unknown
}

/** @returns the studies that changed */
type Undo = (tx: Tx, change: ChangeToUndo, by: ChangeBy) => Promise<string[]>

// A kind of change without a way back does not compile.
const ways = {
  delete: (tx, { id }) => undoDeletion(tx, id),
  retention: (tx, { id }) => undoDeletion(tx, id),
  reject: undoRejection,
  discard: undoDiscard,
  accept: undoAccept,
  'accept-as-new': undoAccept,
  merge: undoMerge,
  move: undoMove,
  split: undoSplit,
  correct: undoCorrection,
} satisfies Record<ChangeKind, Undo>

/**
 * Takes a change back, exactly as far as it went, or not at all.
 * @throws AppError not-found | conflict when it was taken back already or a later change stands on it | gone when the
 * undo window is over
 */
export async function undoChange(changeId: string, by: ChangeBy): Promise<{ studyIds: string[] }> {
  const { actor, now = new Date() } = by
  const reason = requireReason(by.reason)
  return transaction(async (tx) => {
    const change = await lockChange(tx, changeId)
    if (!change) throw new AppError('not-found', 'There is no such change.')
    if (change.undoneAt) throw new AppError('conflict', 'This change has been undone already.')
    if (change.undoUntil && change.undoUntil <= now) {
      throw new AppError('gone', 'The time in which this could be undone is over: the bytes are removed.')
    }
    const kind = changeKinds.find((known) => known === change.kind)
    if (!kind) throw new AppError('unsupported', 'This version cannot undo such a change.')
    const studyIds = await ways[kind](tx, change, { reason, actor, now })
    await markUndone(tx, changeId, { undoneAt: now, undoneBy: actorName(actor) })
    // The others tell of each study by themselves (change-study).
    if (kind === 'delete' || kind === 'retention' || kind === 'reject' || kind === 'discard') {
      const action = kind === 'discard' ? 'reconcile:change' : 'study:delete'
      const detail = { kind: `undo ${kind}`, changeId, studies: studyIds.length }
      await audit({ actor, action, outcome: 'success', studyId: studyIds[0], detail }, tx)
    }
    for (const studyId of studyIds) await publish(tx, { studyId, change: 'received' })
    return { studyIds }
  })
}
