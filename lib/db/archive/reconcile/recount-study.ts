import type { Tx } from '../../client'

/**
 * Counts a study anew after images left or came other than by arriving: series without images vanish, the modalities
 * and body parts are those of what is there, the revision (and so every ETag) grows. The caller holds the study's lock.
 */
export async function recountStudy(tx: Tx, studyId: string): Promise<void> {
  await tx.$executeRaw`
    delete from series se where se.study_pk = ${studyId}::uuid
      and not exists (select 1 from instance i where i.series_pk = se.id)`
  await tx.$executeRaw`
    update series se set number_of_series_related_instances =
      (select count(*)::int from instance i where i.series_pk = se.id)
    where se.study_pk = ${studyId}::uuid`
  await tx.$executeRaw`
    update study st set
      number_of_study_related_series = (select count(*)::int from series se where se.study_pk = st.id),
      number_of_study_related_instances = (
        select coalesce(sum(se.number_of_series_related_instances), 0)::int from series se where se.study_pk = st.id),
      modalities_in_study = array(
        select modality from (
          select se.modality, min(coalesce(array_position(st.modalities_in_study, se.modality), 1000)) as place
          from series se where se.study_pk = st.id and se.modality <> '' group by se.modality) there
        order by place, modality),
      body_parts = array(
        select part from (
          select se.body_part_examined as part, min(coalesce(array_position(st.body_parts, se.body_part_examined), 1000)) as place
          from series se where se.study_pk = st.id and se.body_part_examined <> '' group by se.body_part_examined) there
        order by place, part),
      revision = revision + 1
    where st.id = ${studyId}::uuid`
}
