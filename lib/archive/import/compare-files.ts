import type { Actor } from '@/lib/access/actor'
import { studyScope } from '@/lib/access/may'
import { storedDigests } from '@/lib/db/import/stored-digests'
import type { Comparison, FileToCompare } from './import-answers'

/**
 * Which files need not be sent, because the archive has them. Whoever may not see all studies learns nothing: every
 * file is unknown to them, and the door itself says what is there already.
 */
export async function compareFiles(actor: Actor, files: FileToCompare[]): Promise<Comparison[]> {
  if (studyScope(actor, 'study:read').kind !== 'all') return files.map(() => 'unknown')
  const stored = await storedDigests(files.map(({ SOPInstanceUID }) => SOPInstanceUID))
  return files.map(({ SOPInstanceUID, sha256 }) => {
    const there = stored.get(SOPInstanceUID)
    if (there === undefined) return 'unknown'
    if (sha256 === undefined) return 'known'
    return there === sha256 ? 'identical' : 'other'
  })
}
