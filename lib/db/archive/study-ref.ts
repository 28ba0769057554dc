import type { StudyRef } from '@/lib/access/may'
import { db } from '../client'

/** What the access policy needs to know of a study, by its UID or our own id; null where there is none. */
export async function studyRef(by: string | { studyId: string }): Promise<StudyRef | null> {
  return db().study.findUnique({
    where: typeof by === 'string' ? { StudyInstanceUID: by } : { id: by.studyId },
    select: { id: true, patientId: true, referringPhysicianKey: true },
  })
}
