import { locatedInstances, type InstanceUids } from '@/lib/db/archive/located-instances'
import { storage } from '@/lib/storage/storage'
import { toLocatedInstance, type LocatedInstance } from './located-instance'

/** The instances of a study, a series or one instance, under their real parents only; [] when there are none. */
export async function locateInstances(uids: InstanceUids): Promise<LocatedInstance[]> {
  const rows = await locatedInstances(uids)
  const store = await storage()
  return rows.map((row) => toLocatedInstance(store, row))
}
