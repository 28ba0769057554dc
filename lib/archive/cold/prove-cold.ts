import { audit } from '@/lib/access/audit'
import { blobsOfStudy, noteColdProof, oneColdStudy } from '@/lib/db/archive/cold-studies'
import { noteStorageProblem } from '@/lib/db/archive/storage-problems'
import { transaction } from '@/lib/db/client'
import { log } from '@/lib/log'
import { examineInstance, type StorageFault } from '../examine-instance'

/**
 * Proves that the cold place gives back what it was given: one study, at random among those that were proved the
 * longest ago, is read whole, decrypted and compared with its digests.
 * @returns null when nothing lies there
 */
export async function proveCold({
  now = new Date(),
  random = Math.random,
}: { now?: Date; random?: () => number } = {}): Promise<{ studyId: string; proved: boolean } | null> {
  const study = await oneColdStudy(random())
  if (!study) return null
  const { studyId } = study
  const blobs = await blobsOfStudy(studyId)
  const faults: { SOPInstanceUID: string; problem: StorageFault }[] = []
  for (const { SOPInstanceUID, blobName, sha256 } of blobs) {
    const problem = await examineInstance({ blobName, sha256 })
    if (problem) faults.push({ SOPInstanceUID, problem })
  }
  const proved = faults.length === 0
  await noteColdProof(studyId, { provedAt: now, proved })
  await transaction(async (tx) => {
    for (const fault of faults) {
      await noteStorageProblem(tx, { ...fault, at: now })
      log.error(fault, 'an object in cold storage is not sound: restore it from a backup')
    }
    await audit(
      {
        actor: { kind: 'system', name: 'prove-cold', address: '' },
        action: 'storage:verify',
        outcome: proved ? 'success' : 'failure',
        studyId,
        detail: { what: 'cold study read back', instances: blobs.length, problems: faults.length },
      },
      tx,
    )
  })
  return { studyId, proved }
}
