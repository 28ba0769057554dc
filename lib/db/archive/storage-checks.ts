import { db, type Db } from '../client'

const columns = {
  id: true,
  startedAt: true,
  endedAt: true,
  cursor: true,
  examined: true,
  bytes: true,
  problems: true,
  proof: true,
}

/** The pass that is under way, if one is. */
export function openStorageCheck() {
  return db().storageCheck.findFirst({
    where: { endedAt: null },
    orderBy: { startedAt: 'desc' },
    select: columns,
  })
}

export function startStorageCheck(startedAt: Date) {
  return db().storageCheck.create({ data: { startedAt }, select: columns })
}

export async function saveStorageCheck(
  tx: Db,
  id: string,
  state: { cursor: string | null; examined: bigint; bytes: bigint; problems: number; proof: string },
): Promise<void> {
  await tx.storageCheck.update({ where: { id }, data: state, select: { id: true } })
}

/** @returns false when another worker has ended it */
export async function endStorageCheck(tx: Db, id: string, endedAt: Date): Promise<boolean> {
  const { count } = await tx.storageCheck.updateMany({ where: { id, endedAt: null }, data: { endedAt } })
  return count === 1
}

/** The latest passes, newest first. */
export function latestStorageChecks(take: number) {
  return db().storageCheck.findMany({ orderBy: { startedAt: 'desc' }, take, select: columns })
}
