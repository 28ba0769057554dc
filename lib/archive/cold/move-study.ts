import { blobsOfStudy, deleteColdStudy, saveColdStudy } from '@/lib/db/archive/cold-studies'
import { AppError } from '@/lib/errors'
import { storage } from '@/lib/storage/storage'

/**
 * Moves the blobs of a study to the cold place. It stays in every list and opens as ever, only more slowly. The revision
 * is that of before the first blob was moved: images that come meanwhile make the study due again.
 * @returns the bytes that the hot place has free now
 * @throws AppError invalid where no cold place is set
 */
export async function moveStudyToCold(
  { studyId, revision }: { studyId: string; revision: number },
  now: Date,
): Promise<number> {
  const store = await storage()
  if (!store.hasCold) throw new AppError('invalid', 'No cold storage is set: give WETREAD_COLD_STORAGE.')
  const blobs = await blobsOfStudy(studyId)
  let freed = 0
  for (const { blobName, byteLength } of blobs) {
    if (await store.moveToCold(blobName)) freed += Number(byteLength)
  }
  const bytes = blobs.reduce((sum, { byteLength }) => sum + byteLength, 0n)
  await saveColdStudy({ studyId, revision, instances: blobs.length, bytes, movedAt: now })
  return freed
}

/** Brings a study back to where it is at hand, before a reader needs it. */
export async function recallStudy(studyId: string): Promise<void> {
  const store = await storage()
  for (const { blobName } of await blobsOfStudy(studyId)) await store.recall(blobName)
  await deleteColdStudy(studyId)
}
