import { audit } from '@/lib/access/audit'
import { readConfig } from '@/lib/config'
import {
  insertQuarantined,
  lockQuarantineOf,
  quarantinedBytes,
  quarantinedWithUid,
  seenAgain,
} from '@/lib/db/archive/reconcile/quarantined'
import type { NewInstance } from '@/lib/db/archive/new-instance'
import { transaction, type Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { keptWords, type QuarantinedConflict } from './conflicts'
import { isSameDataSet } from './same-data-set'

export interface QuarantineInput {
  conflict: QuarantinedConflict
  address: string
  callingAETitle: string
}

/**
 * Reconcile, never reject: an object that contradicts what is stored is kept whole, with where it came from, for a
 * person to decide on; what is stored is not touched. The same object again is one entry. Bounded by
 * WETREAD_QUARANTINE_BYTES: what does not fit is refused as it always was.
 * @returns whether the blob belongs to the quarantine now, and what the sender is told
 */
export async function quarantine(
  instance: NewInstance,
  input: QuarantineInput,
): Promise<{ isKept: boolean; error: AppError }> {
  return transaction(async (tx) => {
    await lockQuarantineOf(tx, instance.header.SOPInstanceUID)
    const twin = await twinOf(tx, instance)
    if (twin) {
      await seenAgain(tx, twin.id, instance.receivedAt)
      return { isKept: false, error: answer(twin.state === 'open' ? 'kept' : twin.state, input.conflict) }
    }
    if ((await quarantinedBytes(tx)) + instance.byteLength > readConfig().quarantineBytes) {
      return { isKept: false, error: answer('full', input.conflict) }
    }
    const quarantineId = await insertQuarantined(tx, instance, input)
    await audit(
      {
        actor: { kind: 'system', name: 'quarantine', address: input.address },
        action: 'image:store',
        outcome: 'failure',
        detail: { quarantineId, conflict: input.conflict, origin: instance.origin },
      },
      tx,
    )
    return { isKept: true, error: answer('kept', input.conflict) }
  })
}

/** What was set aside already; decided on or not, the same bytes are not asked about twice. */
async function twinOf(tx: Tx, instance: NewInstance): Promise<{ id: string; state: string } | null> {
  for (const known of await quarantinedWithUid(tx, instance.header.SOPInstanceUID)) {
    if (Buffer.from(known.sha256).equals(instance.sha256)) return known
    if (known.blobName === null) continue
    const stored = { blobName: known.blobName, byteLength: Number(known.byteLength) }
    if (await isSameDataSet(instance, stored)) return known
  }
  return null
}

function answer(outcome: string, conflict: QuarantinedConflict): AppError {
  if (outcome === 'full') {
    return new AppError(
      'conflict',
      'It contradicts what is stored, and the quarantine is full. Empty it under Reconcile, then send again.',
      { detail: { reason: conflict, quarantined: false } },
    )
  }
  if (outcome === 'discarded') {
    return new AppError(
      'conflict',
      'This object was in quarantine and was discarded by a person. Undo that under Reconcile.',
      { detail: { reason: conflict, quarantined: false } },
    )
  }
  return new AppError('conflict', keptWords[conflict], { detail: { reason: conflict, quarantined: true } })
}
