import { createHash } from 'node:crypto'
import { indexedBlobs } from '@/lib/db/archive/known-blobs'
import { storage } from '@/lib/storage/storage'

export interface StorageProblem {
  SOPInstanceUID: string
  blobName: string
  problem: 'missing' | 'damaged' | 'other-bytes'
}

/**
 * Compares index and object store: every row must have its blob; with `deep` each blob is decrypted and its SHA-256
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
  for await (const { SOPInstanceUID, blobName, sha256 } of indexedBlobs()) {
    result.checked += 1
    const problem = (await store.has(blobName)) ? await contentProblem(blobName, sha256) : 'missing'
    if (problem === null) continue
    result.problems += 1
    report({ SOPInstanceUID, blobName, problem })
  }
  return result

  async function contentProblem(
    blobName: string,
    sha256: Uint8Array,
  ): Promise<'damaged' | 'other-bytes' | null> {
    if (!deep) return null
    const hash = createHash('sha256')
    try {
      for await (const bytes of store.read(blobName) as AsyncIterable<Uint8Array>) hash.update(bytes)
    } catch {
      return 'damaged'
    }
    return hash.digest().equals(sha256) ? null : 'other-bytes'
  }
}
