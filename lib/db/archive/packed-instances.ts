import { db, type Tx } from '../client'

const columns = { id: true, blobName: true, byteLength: true, sha256: true, TransferSyntaxUID: true }

/**
 * The next instances that have not been looked at, in the order of their arrival: uncompressed images that came before
 * `receivedBefore`. Goes on behind the last one that was looked at.
 */
export async function instancesToPack({
  TransferSyntaxUIDs,
  receivedBefore,
  take,
}: {
  TransferSyntaxUIDs: readonly string[]
  receivedBefore: Date
  take: number
}) {
  const last = await db().packedInstance.findFirst({
    orderBy: { instanceId: 'desc' },
    select: { instanceId: true },
  })
  return db().instance.findMany({
    where: {
      ...(last ? { id: { gt: last.instanceId } } : {}),
      TransferSyntaxUID: { in: [...TransferSyntaxUIDs] },
      PhotometricInterpretation: { not: null },
      receivedAt: { lt: receivedBefore },
    },
    orderBy: { id: 'asc' },
    take,
    select: columns,
  })
}

/** It was looked at and stays as it is. */
export async function noteNotPacked({
  id,
  byteLength,
  at,
}: {
  id: string
  byteLength: bigint
  at: Date
}): Promise<void> {
  await db().packedInstance.createMany({
    data: { instanceId: id, at, packed: false, bytesBefore: byteLength, bytesAfter: byteLength },
    skipDuplicates: true,
  })
}

/**
 * Puts the packed blob in the place of the one it was made of.
 * @returns false when the instance is gone or has another blob by now
 */
export async function replaceBlob(
  tx: Tx,
  row: { id: string; from: string; to: string; bytesBefore: bigint; bytesAfter: bigint; at: Date },
): Promise<boolean> {
  const { count } = await tx.instance.updateMany({
    where: { id: row.id, blobName: row.from },
    data: { blobName: row.to },
  })
  if (count !== 1) return false
  const { at, bytesBefore, bytesAfter, from } = row
  await tx.packedInstance.create({
    data: { instanceId: row.id, at, packed: true, bytesBefore, bytesAfter, formerBlobName: from },
    select: { instanceId: true },
  })
  return true
}

/** Blobs that were replaced before this moment: nobody reads them any more. */
export async function formerBlobs(replacedBefore: Date, take: number): Promise<string[]> {
  const rows = await db().packedInstance.findMany({
    where: { formerBlobName: { not: null }, at: { lt: replacedBefore } },
    take,
    select: { formerBlobName: true },
  })
  return rows.flatMap(({ formerBlobName }) => formerBlobName ?? [])
}

export async function forgetFormerBlob(formerBlobName: string): Promise<void> {
  await db().packedInstance.updateMany({ where: { formerBlobName }, data: { formerBlobName: null } })
}
