import { db } from '../client'
import { knownFilmBlobs } from '../film/film-blobs'
import { knownKeptBlobs } from './reconcile/kept-blobs'

/** Which of these blobs a row refers to. */
export async function knownBlobs(blobNames: readonly string[]): Promise<Set<string>> {
  const rows = await db().instance.findMany({
    where: { blobName: { in: [...blobNames] } },
    select: { blobName: true },
  })
  const others = await Promise.all([knownFilmBlobs(blobNames), knownKeptBlobs(blobNames)])
  return new Set([...rows.map(({ blobName }) => blobName), ...others.flat()])
}

const blobColumns = { id: true, SOPInstanceUID: true, blobName: true, byteLength: true, sha256: true }

/** The rows after this one, in the order of their ids, which is that of their arrival. */
export function indexedBlobsAfter(after: string | null, take: number) {
  return db().instance.findMany({
    where: after === null ? {} : { id: { gt: after } },
    orderBy: { id: 'asc' },
    take,
    select: blobColumns,
  })
}

/** All rows, for whoever checks that the blobs are there. */
export async function* indexedBlobs() {
  let after: string | null = null
  for (;;) {
    const rows: Awaited<ReturnType<typeof indexedBlobsAfter>> = await indexedBlobsAfter(after, 1_000)
    yield* rows
    after = rows.at(-1)?.id ?? null
    if (rows.length < 1_000) return
  }
}
