import { knownBlobs } from '@/lib/db/archive/known-blobs'
import { storage } from '@/lib/storage/storage'

export interface Swept {
  /** Encrypted remains of objects that were arriving. */
  spoolFiles: number
  /** Whole blobs without a row, taken out of the store. */
  setAside: number
  /** Blobs set aside too early: their transaction was only slow. */
  broughtBack: number
  removed: number
}

/** Longer than any association may stand still. */
const spoolGraceMs = 3 * 60_000
const batchSize = 500

/**
 * Mends what a killed process left behind: unfinished objects, and blobs that no row refers to. A blob is written
 * before its row, so one without a row may also be on its way in another process. Therefore it is only set aside,
 * where it can still be read; it is brought back when its row has come, and removed after a day.
 */
export async function sweep({
  graceMs = 5_000,
  keepAsideMs = 24 * 60 * 60_000,
  now = new Date(),
}: { graceMs?: number; keepAsideMs?: number; now?: Date } = {}): Promise<Swept> {
  const store = await storage()
  const before = (ms: number) => new Date(now.getTime() - ms)
  const swept: Swept = { spoolFiles: 0, setAside: 0, broughtBack: 0, removed: 0 }
  swept.spoolFiles = await store.sweepSpool(before(spoolGraceMs))

  for (const batch of batchesOf(await store.listAside())) {
    const known = await knownBlobs(batch.map(({ blobName }) => blobName))
    for (const { blobName, since } of batch) {
      if (known.has(blobName)) {
        await store.bringBack(blobName)
        swept.broughtBack += 1
      } else if (since < before(keepAsideMs)) {
        await store.remove(blobName)
        swept.removed += 1
      }
    }
  }

  let batch: string[] = []
  const judge = async (): Promise<void> => {
    const known = await knownBlobs(batch)
    for (const blobName of batch.filter((name) => !known.has(name))) {
      await store.setAside(blobName)
      swept.setAside += 1
    }
    batch = []
  }
  for await (const { blobName, modifiedAt } of store.list()) {
    if (modifiedAt < before(graceMs)) batch.push(blobName)
    if (batch.length >= batchSize) await judge()
  }
  await judge()
  return swept
}

function* batchesOf<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += batchSize) yield all.slice(from, from + batchSize)
}
