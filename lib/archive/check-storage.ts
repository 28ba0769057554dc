import { indexedBlobs } from '@/lib/db/archive/known-blobs'
import { storage } from '@/lib/storage/storage'
import { examineInstance, type StorageFault } from './examine-instance'

export interface StorageProblem {
  SOPInstanceUID: string
  blobName: string
  problem: StorageFault
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
  for await (const row of indexedBlobs()) {
    result.checked += 1
    const problem = deep ? await examineInstance(row) : (await store.has(row.blobName)) ? null : 'missing'
    if (problem === null) continue
    result.problems += 1
    report({ SOPInstanceUID: row.SOPInstanceUID, blobName: row.blobName, problem })
  }
  return result
}
