import type { Action } from '@/lib/access/actions'
import { audit } from '@/lib/access/audit'
import type { Tx } from '@/lib/db/client'
import { publish } from '@/lib/live/publish'
import type { ChangeBy, ChangeKind } from './change'
import { coerceSoon } from './coerce-soon'

interface Changed {
  kind: ChangeKind
  changeId: string
  studyIds: readonly string[]
  patientId?: string | undefined
  action?: Action
  isUndo?: boolean
}

/** What follows every change of whose images they are: served bytes, lists and the audit trail learn of it. */
export async function afterChange(tx: Tx, changed: Changed, { actor }: ChangeBy): Promise<void> {
  const { kind, changeId, studyIds, patientId, action = 'reconcile:change', isUndo = false } = changed
  const told = isUndo ? `undo ${kind}` : kind
  for (const studyId of studyIds) {
    await coerceSoon(tx, studyId)
    await audit(
      { actor, action, outcome: 'success', studyId, patientId, detail: { kind: told, changeId } },
      tx,
    )
    await publish(tx, { studyId, change: 'received' })
  }
}
