import { createHash } from 'node:crypto'
import { storage } from '@/lib/storage/storage'

export type StorageFault = 'missing' | 'damaged' | 'other-bytes'

/**
 * Reads an object back from the store, decrypts it and compares its SHA-256 with the one taken at arrival. An error
 * that says nothing about the bytes (storage or database away) is thrown, not taken for damage.
 */
export async function examineInstance({
  blobName,
  sha256,
}: {
  blobName: string
  sha256: Uint8Array
}): Promise<StorageFault | null> {
  const store = await storage()
  if (!(await store.has(blobName))) return 'missing'
  const hash = createHash('sha256')
  try {
    for await (const bytes of store.read(blobName) as AsyncIterable<Uint8Array>) hash.update(bytes)
  } catch {
    return 'damaged'
  }
  return hash.digest().equals(sha256) ? null : 'other-bytes'
}
