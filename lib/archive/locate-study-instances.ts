import { instancesOfStudy } from '@/lib/db/archive/located-instances'
import { storage } from '@/lib/storage/storage'
import { toLocatedInstance, type LocatedInstance } from './located-instance'

/** All instances of a study by our own id: what triage works through. */
export async function locateStudyInstances(studyId: string): Promise<LocatedInstance[]> {
  const rows = await instancesOfStudy(studyId)
  const store = await storage()
  return rows.map((row) => toLocatedInstance(store, row))
}
