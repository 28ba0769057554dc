import type { StudyRef } from '@/lib/access/may'
import { db, type Db } from '../client'

/** What the access policy needs to know of a study, by our own id; null where there is none. */
export async function studyRefById(studyId: string, tx: Db = db()): Promise<StudyRef | null> {
  return tx.study.findUnique({
    where: { id: studyId },
    select: { id: true, patientId: true, referringPhysicianKey: true },
  })
}
