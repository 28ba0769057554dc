import { takeDiscardedForPurge, takeForPurge } from '@/lib/db/archive/reconcile/deleted-instances'
import { audit } from '@/lib/access/audit'
import { transaction } from '@/lib/db/client'
import { storage } from '@/lib/storage/storage'

const batch = 200

/**
 * Removes for good what was deleted or discarded before the undo window: rows first, committed, then blobs. A crash
 * between the two leaves blobs that no row refers to, which the sweep removes. Studies under legal hold are left.
 * @returns how many objects
 */
export async function purgeDeleted(now: Date = new Date()): Promise<number> {
  const store = await storage()
  let purged = 0
  for (const take of [takeForPurge, takeDiscardedForPurge]) {
    for (;;) {
      const { blobNames } = await transaction((tx) => take(tx, now, batch))
      if (blobNames.length === 0) break
      for (const blobName of blobNames) await store.remove(blobName)
      purged += blobNames.length
    }
  }
  if (purged > 0) {
    await audit({
      actor: { kind: 'system', name: 'purge-deleted', address: '' },
      action: 'study:delete',
      outcome: 'success',
      detail: { kind: 'purge', objects: purged },
    })
  }
  return purged
}
