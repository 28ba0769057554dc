import { createHash } from 'node:crypto'
import { AppError } from '@/lib/errors'
import { storage } from '@/lib/storage/storage'

export const storageFaults = ['missing', 'damaged', 'other-bytes'] as const
export type StorageFault = (typeof storageFaults)[number]

/**
 * Reads an object back from the store, decrypts it and compares its SHA-256 with the one taken at arrival.
 * @throws whatever says nothing about the bytes (the store is away): that is not damage
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
  } catch (error) {
    if (error instanceof AppError && error.detail.reason === 'blob-damaged') return 'damaged'
    throw error
  }
  return hash.digest().equals(sha256) ? null : 'other-bytes'
}
