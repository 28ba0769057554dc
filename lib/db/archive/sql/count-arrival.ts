import type { Tx } from '@/lib/db/client'
import type { NewInstance } from '../new-instance'

/**
 * Counts one new instance in its study and series, and takes over what a later image knows better: the last one wins
 * where study attributes differ, an empty one never does (conformance B62).
 */
export async function countArrival(
  tx: Tx,
  { header: h, receivedAt }: NewInstance,
  { studyId, seriesId, isNewSeries }: { studyId: string; seriesId: string; isNewSeries: boolean },
): Promise<void> {
  await tx.$executeRaw`
    update study set
      number_of_study_related_instances = number_of_study_related_instances + 1,
      number_of_study_related_series = number_of_study_related_series + ${isNewSeries ? 1 : 0}::int,
      revision = revision + 1,
      last_received_at = greatest(last_received_at, ${receivedAt}::timestamptz),
      study_date = coalesce(nullif(${h.StudyDate}, ''), study_date),
      study_time = coalesce(nullif(${h.StudyTime}, ''), study_time),
      accession_number = coalesce(nullif(${h.AccessionNumber}, ''), accession_number),
      study_description = coalesce(nullif(${h.StudyDescription}, ''), study_description),
      modalities_in_study = case
        when ${h.Modality} = '' or ${h.Modality} = any(modalities_in_study) then modalities_in_study
        else array_append(modalities_in_study, ${h.Modality}) end,
      body_parts = case
        when ${h.BodyPartExamined} = '' or ${h.BodyPartExamined} = any(body_parts) then body_parts
        else array_append(body_parts, ${h.BodyPartExamined}) end
    where id = ${studyId}::uuid`
  await tx.$executeRaw`
    update series set number_of_series_related_instances = number_of_series_related_instances + 1
    where id = ${seriesId}::uuid`
}
