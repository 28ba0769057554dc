import { z } from 'zod'
import { placeOfInstance } from '@/lib/db/archive/reconcile/places'
import type { Tx } from '@/lib/db/client'
import { deleteInside } from '../delete'
import type { ChangeBy } from './change'
import { undoDeletion } from './undo-deletion'

const detailSchema = z.object({ note: z.string().optional() })

/** The images are back and may be sent again; our own note that rejected them is deleted. */
export async function undoRejection(
  tx: Tx,
  change: { id: string; detail: unknown },
  by: ChangeBy,
): Promise<string[]> {
  const studies = await undoDeletion(tx, change.id)
  const { note } = detailSchema.parse(change.detail)
  const place = note === undefined ? null : await placeOfInstance(tx, note)
  if (note !== undefined && place) {
    await deleteInside(tx, {
      ...by,
      level: 'instance',
      uids: { ...place, SOPInstanceUID: note },
      reason: 'The rejection was undone.',
      kind: 'delete',
    })
  }
  return studies
}
