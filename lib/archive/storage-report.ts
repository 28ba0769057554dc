import { latestStorageChecks } from '@/lib/db/archive/storage-checks'
import { openStorageProblems } from '@/lib/db/archive/storage-problems'
import { storageFaults, type StorageFault } from './examine-instance'

export interface StoragePass {
  id: string
  startedAt: string
  endedAt: string | null
  examined: number
  bytes: number
  problems: number
  proof: string
}

export interface StorageReport {
  passes: StoragePass[]
  problems: { SOPInstanceUID: string; problem: StorageFault; foundAt: string; lastSeenAt: string }[]
}

/** The proof that the archive is what it was: the latest passes, and every object that is not sound now. */
export async function storageReport(): Promise<StorageReport> {
  const [passes, problems] = await Promise.all([latestStorageChecks(24), openStorageProblems(500)])
  return {
    passes: passes.map(({ id, startedAt, endedAt, examined, bytes, problems: found, proof }) => ({
      id,
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      examined: Number(examined),
      bytes: Number(bytes),
      problems: found,
      proof,
    })),
    problems: problems.map(({ SOPInstanceUID, problem, foundAt, lastSeenAt }) => ({
      SOPInstanceUID,
      problem: storageFaults.find((fault) => fault === problem) ?? 'damaged',
      foundAt: foundAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
    })),
  }
}
