import type { Tx } from '@/lib/db/client'
import type { NewInstance } from '../new-instance'
import { studyTakesOver } from './study-takes-over'

/** Counts one new instance in its study and series. */
export async function countArrival(
  tx: Tx,
  instance: NewInstance,
  { studyId, seriesId, isNewSeries }: { studyId: string; seriesId: string; isNewSeries: boolean },
): Promise<void> {
  await tx.$executeRaw`
    update study set
      number_of_study_related_series = number_of_study_related_series + ${isNewSeries ? 1 : 0}::int,
      ${studyTakesOver(instance)}
    where id = ${studyId}::uuid`
  await tx.$executeRaw`
    update series set number_of_series_related_instances = number_of_series_related_instances + 1
    where id = ${seriesId}::uuid`
}
