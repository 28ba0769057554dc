import {
  deletePeer,
  findPeerById,
  insertPeer,
  listPeerRows,
  updatePeer,
  type PeerRow,
  type PeerSettings,
} from '@/lib/db/access/peers'
import { transaction } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import type { Actor } from './actor'
import { audit } from './audit'
import { isPeerRight, type PeerRight } from './peer-rights'

export interface PeerListing extends Omit<PeerSettings, 'rights'> {
  id: string
  rights: PeerRight[]
  lastSeenAt: string | null
  lastRejectedAt: string | null
  /** In words, of the last thing that was refused to it. */
  lastRejection: string
  createdAt: string
}

export type PeerInput = Omit<PeerSettings, 'rights'> & { rights: PeerRight[] }

export async function listPeers(): Promise<PeerListing[]> {
  return (await listPeerRows()).map(listingOf)
}

/** @throws AppError not-found */
export async function requirePeer(id: string): Promise<PeerListing> {
  const row = await findPeerById(id)
  if (!row) throw new AppError('not-found', 'There is no such peer.')
  return listingOf(row)
}

/**
 * Puts a DICOM peer on the list, by its AE title: what it may ask for, from where it comes, and where it listens.
 * @throws AppError conflict when the AE title is on the list already
 */
export async function allowPeer(input: PeerInput, actor: Actor): Promise<PeerListing> {
  return transaction(async (tx) => {
    const row = await insertPeer(tx, input)
    if (!row) throw new AppError('conflict', 'This AE title is on the list already. Change it there.')
    await audit({ actor, action: 'peer:manage', outcome: 'success', detail: detailOf('allowed', row) }, tx)
    return listingOf(row)
  })
}

/** @throws AppError not-found */
export async function changePeer(
  id: string,
  input: Omit<PeerInput, 'aeTitle'>,
  actor: Actor,
): Promise<PeerListing> {
  return transaction(async (tx) => {
    const row = await updatePeer(tx, id, input)
    if (!row) throw new AppError('not-found', 'There is no such peer.')
    await audit({ actor, action: 'peer:manage', outcome: 'success', detail: detailOf('changed', row) }, tx)
    return listingOf(row)
  })
}

/** @throws AppError not-found */
export async function removePeer(id: string, actor: Actor): Promise<void> {
  await transaction(async (tx) => {
    if (!(await deletePeer(tx, id))) throw new AppError('not-found', 'There is no such peer.')
    const detail = { what: 'removed', peerId: id }
    await audit({ actor, action: 'peer:manage', outcome: 'success', detail }, tx)
  })
}

function detailOf(what: string, { id, rights, tls }: PeerRow) {
  return { what, peerId: id, rights: rights.join(' '), tls }
}

function listingOf({ lastSeenAt, lastRejectedAt, createdAt, rights, ...row }: PeerRow): PeerListing {
  return {
    ...row,
    rights: rights.filter(isPeerRight),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    lastRejectedAt: lastRejectedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  }
}
