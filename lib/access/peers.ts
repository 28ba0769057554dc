import { deletePeer, insertPeer, listPeerRows } from '@/lib/db/access/peers'
import { AppError } from '@/lib/errors'
import type { Actor } from './actor'
import { audit } from './audit'

export interface PeerListing {
  id: string
  aeTitle: string
  address: string
  note: string
  lastSeenAt: string | null
  createdAt: string
}

export async function listPeers(): Promise<PeerListing[]> {
  const rows = await listPeerRows()
  return rows.map((row) => ({
    ...row,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }))
}

/**
 * Lets a DICOM peer associate, by its AE title and, where given, only from one address.
 * @throws AppError conflict when the AE title is on the list already
 */
export async function allowPeer(
  input: { aeTitle: string; address: string; note: string },
  actor: Actor,
): Promise<PeerListing> {
  const row = await insertPeer(input)
  if (!row)
    throw new AppError(
      'conflict',
      'This AE title is on the list already. Remove it first to change its address.',
    )
  await audit({
    actor,
    action: 'peer:manage',
    outcome: 'success',
    detail: { what: 'allowed', peerId: row.id },
  })
  return { ...row, lastSeenAt: null, createdAt: row.createdAt.toISOString() }
}

/** @throws AppError not-found */
export async function removePeer(id: string, actor: Actor): Promise<void> {
  if (!(await deletePeer(id))) throw new AppError('not-found', 'There is no such peer.')
  await audit({ actor, action: 'peer:manage', outcome: 'success', detail: { what: 'removed', peerId: id } })
}
