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

export async function destinationHasTransfers(tx: Db, id: string): Promise<boolean> {
  return (await tx.transfer.count({ where: { destinationId: id }, take: 1 })) > 0
}

/** The name of a rule that sends there or fetches from there, if one does. */
export async function ruleOfDestination(tx: Db, id: string): Promise<string | null> {
  const rule = await tx.archiveRule.findFirst({
    where: { deletedAt: null, settings: { path: ['destinationId'], equals: id } },
    select: { name: true },
  })
  return rule?.name ?? null
}

export async function deleteDestination(tx: Db, id: string): Promise<boolean> {
  const { count } = await tx.destination.deleteMany({ where: { id } })
  return count === 1
}
