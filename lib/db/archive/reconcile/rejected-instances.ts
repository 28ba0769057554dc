import type { Tx } from '../../client'

/** The code of the rejection that stands for an object; null where none does. */
export async function standingRejection(tx: Tx, SOPInstanceUID: string): Promise<string | null> {
  const row = await tx.rejectedInstance.findUnique({
    where: { SOPInstanceUID },
    select: { reasonCode: true },
  })
  return row?.reasonCode ?? null
}

export async function insertRejections(
  tx: Tx,
  SOPInstanceUIDs: readonly string[],
  { reasonCode, changeId }: { reasonCode: string; changeId: string },
): Promise<void> {
  await tx.rejectedInstance.createMany({
    data: SOPInstanceUIDs.map((SOPInstanceUID) => ({ SOPInstanceUID, reasonCode, changeId })),
    skipDuplicates: true,
  })
}

export async function removeRejections(tx: Tx, changeId: string): Promise<void> {
  await tx.rejectedInstance.deleteMany({ where: { changeId } })
}
