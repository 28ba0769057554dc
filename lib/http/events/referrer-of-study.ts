import { studyRef } from '@/lib/db/archive/study-ref'

const keepMs = 60_000
const mostKept = 10_000
const known = new Map<string, { at: number; key: Promise<string> }>()

/** Whose study it is, asked once for all open streams of this process; '' where nobody's. */
export function referrerOfStudy(studyId: string, now = Date.now()): Promise<string> {
  const hit = known.get(studyId)
  if (hit && now - hit.at < keepMs) return hit.key
  if (known.size >= mostKept) known.clear()
  const key = studyRef({ studyId }).then((study) => study?.referringPhysicianKey ?? '')
  key.catch(() => known.delete(studyId))
  known.set(studyId, { at: now, key })
  return key
}
