import { indexedBlobs } from '@/lib/db/archive/known-blobs'
import { keptBlobs } from '@/lib/db/archive/reconcile/kept-blobs'
import { filmBlobs } from '@/lib/db/film/film-blobs'
import { storage } from '@/lib/storage/storage'
import { examineInstance, type StorageFault } from './examine-instance'

export interface StorageProblem {
  /** '' where the blob is the original of a film that has not become an object yet */
  SOPInstanceUID: string
  blobName: string
  problem: StorageFault
}

interface Owned {
  SOPInstanceUID: string
  blobName: string
  sha256: Uint8Array
}

/**
 * Compares index and object store: every row must have its blob, of
 * images (also those deleted that can still be had back, and those in quarantine) as of the originals of films; with `deep` each blob is decrypted and its SHA-256
 * compared with the one taken at arrival. Changes nothing.
 */
export async function checkStorage({
  deep,
  report,
}: {
  deep: boolean
  report: (problem: StorageProblem) => void
}): Promise<{ checked: number; problems: number }> {
  const store = await storage()
  const result = { checked: 0, problems: 0 }
  const judge = async ({ SOPInstanceUID, blobName, sha256 }: Owned): Promise<void> => {
    result.checked += 1
    const problem = deep
      ? await examineInstance({ blobName, sha256 })
      : (await store.has(blobName))
        ? null
        : 'missing'
    if (problem === null) return
    result.problems += 1
    report({ SOPInstanceUID, blobName, problem })
  }
  for await (const row of indexedBlobs()) await judge(row)
  for await (const row of keptBlobs()) await judge(row)
  for await (const { SOPInstanceUID, originalBlobName, originalSha256 } of filmBlobs()) {
    await judge({
      SOPInstanceUID: SOPInstanceUID ?? '',
      blobName: originalBlobName,
      sha256: originalSha256,
    })
  }
  return result
}
