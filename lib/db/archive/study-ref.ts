import type { StudyRef } from '@/lib/access/may'
import { readRows } from '../read-pool'

const columns = `id, patient_pk as "patientId", referring_physician_key as "referringPhysicianKey"`

/** What the access policy needs to know of a study, by its UID or our own id; null where there is none. */
export async function studyRef(by: string | { studyId: string }): Promise<StudyRef | null> {
  const [row] =
    typeof by === 'string'
      ? await readRows<StudyRef>(`select ${columns} from study where study_instance_uid = $1`, [by])
      : await readRows<StudyRef>(`select ${columns} from study where id = $1`, [by.studyId])
  return row ?? null
}
