import { db } from '../client'

/** Which of these blobs a row refers to. */
export async function knownBlobs(blobNames: readonly string[]): Promise<Set<string>> {
  const rows = await db().instance.findMany({
    where: { blobName: { in: [...blobNames] } },
    select: { blobName: true },
  })
  return new Set(rows.map(({ blobName }) => blobName))
}

/** All rows, page by page in the order of their ids, for whoever checks that the blobs are there. */
export async function* indexedBlobs() {
  let after: string | undefined
  for (;;) {
    const rows = await db().instance.findMany({
      ...(after === undefined ? {} : { cursor: { id: after }, skip: 1 }),
      orderBy: { id: 'asc' },
      take: 1_000,
      select: { id: true, SOPInstanceUID: true, blobName: true, byteLength: true, sha256: true },
    })
    yield* rows
    after = rows.at(-1)?.id
    if (rows.length < 1_000) return
  }
}
