import type { StudyRef } from '@/lib/access/may'
import { locatedInstances, locatedWithStudy, type InstanceUids } from '@/lib/db/archive/located-instances'
import { storage } from '@/lib/storage/storage'
import { toLocatedInstance, type LocatedInstance } from './located-instance'

/** The instances of a study, a series or one instance, under their real parents only; [] when there are none. */
export async function locateInstances(uids: InstanceUids): Promise<LocatedInstance[]> {
  const rows = await locatedInstances(uids)
  const store = await storage()
  return rows.map((row) => toLocatedInstance(store, row))
}

/** One instance and what decides who may see it; null when there is none. */
export async function locateWithStudy(
  uids: Required<InstanceUids>,
): Promise<{ instance: LocatedInstance; study: StudyRef } | null> {
  const found = await locatedWithStudy(uids)
  return found && { instance: toLocatedInstance(await storage(), found.row), study: found.study }
}
