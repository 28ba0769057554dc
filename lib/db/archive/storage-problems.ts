import { db, type Db } from '../client'

const columns = { SOPInstanceUID: true, problem: true, foundAt: true, lastSeenAt: true, resolvedAt: true }

/** @returns true when it was not known or had been taken for mended */
export async function noteStorageProblem(
  tx: Db,
  { SOPInstanceUID, problem, at }: { SOPInstanceUID: string; problem: string; at: Date },
): Promise<boolean> {
  const known = await tx.storageProblem.findUnique({
    where: { SOPInstanceUID },
    select: { resolvedAt: true },
  })
  await tx.storageProblem.upsert({
    where: { SOPInstanceUID },
    create: { SOPInstanceUID, problem, foundAt: at, lastSeenAt: at },
    update: { problem, lastSeenAt: at, resolvedAt: null },
    select: { id: true },
  })
  return !known || known.resolvedAt !== null
}

/** These were read back sound. @returns how many had been known as unsound */
export async function resolveStorageProblems(
  tx: Db,
  SOPInstanceUIDs: readonly string[],
  at: Date,
): Promise<number> {
  const { count } = await tx.storageProblem.updateMany({
    where: { SOPInstanceUID: { in: [...SOPInstanceUIDs] }, resolvedAt: null },
    data: { resolvedAt: at },
  })
  return count
}

/** What is unsound now, newest first. */
export function openStorageProblems(take: number) {
  return db().storageProblem.findMany({
    where: { resolvedAt: null },
    orderBy: { lastSeenAt: 'desc' },
    take,
    select: columns,
  })
}
