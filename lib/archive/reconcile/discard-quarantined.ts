import { audit } from '@/lib/access/audit'
import { insertChange } from '@/lib/db/archive/reconcile/changes'
import {
  decideQuarantined,
  lockOpenQuarantined,
  quarantinedOfChange,
} from '@/lib/db/archive/reconcile/quarantined'
import { transaction, type Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { changeHeader, undoUntil, type ChangeBy } from './change'

/** Nobody wants these objects: their bytes are removed when the undo window is over. @throws AppError not-found */
export async function discardQuarantined(
  input: ChangeBy & { ids: readonly string[] },
): Promise<{ changeId: string }> {
  const header = changeHeader(input)
  const { actor, now = new Date() } = input
  return transaction(async (tx) => {
    const rows = await lockOpenQuarantined(tx, input.ids)
    if (rows.length === 0) throw new AppError('not-found', 'These objects have been decided on already.')
    const changeId = await insertChange(tx, {
      kind: 'discard',
      ...header,
      detail: { ids: rows.map(({ id }) => id) },
      undoUntil: undoUntil(now),
    })
    for (const { id } of rows) await decideQuarantined(tx, id, { state: 'discarded', changeId })
    const detail = { kind: 'discard', changeId, objects: rows.length }
    await audit({ actor, action: 'reconcile:change', outcome: 'success', detail }, tx)
    return { changeId }
  })
}

export async function undoDiscard(tx: Tx, { id: changeId }: { id: string }): Promise<string[]> {
  for (const { id, blobName } of await quarantinedOfChange(tx, changeId)) {
    if (blobName !== null) await decideQuarantined(tx, id, { state: 'open', changeId: null })
  }
  return []
}
