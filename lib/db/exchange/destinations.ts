import { db, type Db } from '../client'

const columns = { id: true, name: true, kind: true, aeTitle: true, url: true, createdAt: true }

export function listDestinationRows() {
  return db().destination.findMany({ orderBy: { name: 'asc' }, select: columns })
}

/** With its sealed credential. */
export function findDestination(id: string) {
  return db().destination.findUnique({ where: { id }, select: { ...columns, credential: true } })
}

export function insertDestination(
  tx: Db,
  destination: {
    name: string
    kind: string
    aeTitle: string
    url: string
    credential: Uint8Array<ArrayBuffer> | null
  },
) {
  return tx.destination.create({ data: destination, select: columns })
}

export async function destinationIsUsed(tx: Db, id: string): Promise<boolean> {
  return (await tx.transfer.count({ where: { destinationId: id }, take: 1 })) > 0
}

export async function deleteDestination(tx: Db, id: string): Promise<boolean> {
  const { count } = await tx.destination.deleteMany({ where: { id } })
  return count === 1
}
