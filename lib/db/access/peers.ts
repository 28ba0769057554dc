import { db } from '../client'

const listed = {
  id: true,
  aeTitle: true,
  address: true,
  note: true,
  lastSeenAt: true,
  createdAt: true,
} as const

export function listPeerRows() {
  return db().peer.findMany({ select: listed, orderBy: { aeTitle: 'asc' } })
}

export function findPeer(aeTitle: string) {
  return db().peer.findUnique({ where: { aeTitle }, select: listed })
}

export async function touchPeer(aeTitle: string, now: Date): Promise<void> {
  await db().peer.updateMany({ where: { aeTitle }, data: { lastSeenAt: now } })
}

/** @returns null when the AE title is on the list already */
export async function insertPeer(peer: { aeTitle: string; address: string; note: string }) {
  const rows = await db().peer.createManyAndReturn({ data: [peer], skipDuplicates: true, select: listed })
  return rows[0] ?? null
}

export async function deletePeer(id: string): Promise<boolean> {
  const { count } = await db().peer.deleteMany({ where: { id } })
  return count === 1
}
