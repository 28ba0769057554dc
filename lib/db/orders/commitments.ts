import type { Prisma } from '../generated/client'
import { db, type Db } from '../client'

const columns = {
  id: true,
  TransactionUID: true,
  callingAETitle: true,
  ReferencedSOPSequence: true,
  state: true,
  attempts: true,
  requestedAt: true,
} as const

export function insertCommitment(
  tx: Db,
  commitment: {
    TransactionUID: string
    callingAETitle: string
    ReferencedSOPSequence: Prisma.InputJsonArray
  },
) {
  return tx.storageCommitment.create({ data: commitment, select: columns })
}

export function findCommitment(id: string) {
  return db().storageCommitment.findUnique({ where: { id }, select: columns })
}

export async function setCommitment(
  id: string,
  update: {
    state?: 'waiting' | 'reported' | 'dead'
    committed?: number
    failed?: number
    attempts?: { increment: number }
    lastError?: string
    reportedAt?: Date
  },
): Promise<void> {
  await db().storageCommitment.update({ where: { id }, data: update, select: { id: true } })
}

/** Of the index, what commitment is judged by. */
export async function committable(uids: readonly string[]) {
  const rows = await db().instance.findMany({
    where: { SOPInstanceUID: { in: [...uids] } },
    select: { SOPInstanceUID: true, SOPClassUID: true, blobName: true, byteLength: true },
  })
  return new Map(rows.map((row) => [row.SOPInstanceUID, row]))
}
