import { db, type Db } from '../client'

const listed = {
  id: true,
  aeTitle: true,
  address: true,
  rights: true,
  host: true,
  port: true,
  tls: true,
  fingerprint: true,
  note: true,
  lastSeenAt: true,
  lastRejectedAt: true,
  lastRejection: true,
  createdAt: true,
} as const

export type PeerRow = NonNullable<Awaited<ReturnType<typeof findPeer>>>

/** What an administrator says of a peer. */
export interface PeerSettings {
  aeTitle: string
  address: string
  rights: string[]
  host: string
  port: number | null
  tls: boolean
  fingerprint: string
  note: string
}

export function listPeerRows() {
  return db().peer.findMany({ select: listed, orderBy: { aeTitle: 'asc' } })
}

export function findPeer(aeTitle: string) {
  return db().peer.findUnique({ where: { aeTitle }, select: listed })
}

export function findPeerById(id: string) {
  return db().peer.findUnique({ where: { id }, select: listed })
}

export async function touchPeer(aeTitle: string, now: Date): Promise<void> {
  await db().peer.updateMany({ where: { aeTitle }, data: { lastSeenAt: now } })
}

/** @returns null when the AE title is on the list already */
export async function insertPeer(tx: Db, peer: PeerSettings) {
  const rows = await tx.peer.createManyAndReturn({ data: [peer], skipDuplicates: true, select: listed })
  return rows[0] ?? null
}

/** The AE title stays: what was audited under it must keep its meaning. @returns null when there is no such peer */
export async function updatePeer(tx: Db, id: string, settings: Omit<PeerSettings, 'aeTitle'>) {
  const rows = await tx.peer.updateManyAndReturn({ where: { id }, data: settings, select: listed })
  return rows[0] ?? null
}

export async function deletePeer(tx: Db, id: string): Promise<boolean> {
  const { count } = await tx.peer.deleteMany({ where: { id } })
  return count === 1
}
