import { db } from '../client'

/** Which of these blobs are originals of films. */
export async function knownFilmBlobs(blobNames: readonly string[]): Promise<string[]> {
  const rows = await db().film.findMany({
    where: { originalBlobName: { in: [...blobNames] } },
    select: { originalBlobName: true },
  })
  return rows.map(({ originalBlobName }) => originalBlobName)
}

/** All originals, for whoever checks that the blobs are there and unchanged. */
export async function* filmBlobs() {
  let after = ''
  for (;;) {
    const rows: Awaited<ReturnType<typeof filmsAfter>> = await filmsAfter(after)
    yield* rows
    after = rows.at(-1)?.id ?? ''
    if (rows.length < 500) return
  }
}

function filmsAfter(after: string) {
  return db().film.findMany({
    where: after === '' ? {} : { id: { gt: after } },
    orderBy: { id: 'asc' },
    take: 500,
    select: {
      ...{ id: true, SOPInstanceUID: true },
      ...{ originalBlobName: true, originalLength: true, originalSha256: true },
    },
  })
}
