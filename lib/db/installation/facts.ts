import { db, type Db } from '../client'
import type { Prisma } from '../generated/client'

export type Fact = Prisma.InputJsonObject | Prisma.InputJsonArray

/** Small facts of this installation, one JSON value a key: `models`, `worker:<process>`, `demo`. */
export async function readFact(
  key: string,
  tx: Db = db(),
): Promise<{ value: unknown; updatedAt: Date } | null> {
  return tx.installation.findUnique({ where: { key }, select: { value: true, updatedAt: true } })
}

/** updatedAt moves also when the value stays as it was: that is what a heartbeat is. */
export async function writeFact(key: string, value: Fact, tx: Db = db()): Promise<void> {
  await tx.installation.upsert({
    where: { key },
    create: { key, value },
    update: { value },
    select: { key: true },
  })
}

/** Writes the fact unless it is there. @returns whether this call wrote it */
export async function claimFact(key: string, value: Fact, tx: Db = db()): Promise<boolean> {
  const { count } = await tx.installation.createMany({
    data: [{ key, value }],
    skipDuplicates: true,
  })
  return count === 1
}

export async function removeFact(key: string, tx: Db = db()): Promise<void> {
  await tx.installation.deleteMany({ where: { key } })
}
