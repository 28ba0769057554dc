import { Prisma } from '../../generated/client'
import type { NewInstance } from '../new-instance'

/**
 * The SET list by which a study counts one more image and takes over what that image knows. Where study attributes
 * differ between images the last one wins, an empty one never does (conformance B62); but whose study it is to refer
 * (who may see it) is only filled in, never changed by a later image.
 */
export function studyTakesOver(instance: NewInstance): Prisma.Sql {
  const { header: h, receivedAt, referringPhysicianKey } = instance
  return Prisma.sql`
    number_of_study_related_instances = number_of_study_related_instances + 1,
    revision = revision + 1,
    last_received_at = greatest(last_received_at, ${receivedAt}::timestamptz),
    study_date = coalesce(nullif(${h.StudyDate}, ''), study_date),
    study_time = coalesce(nullif(${h.StudyTime}, ''), study_time),
    accession_number = coalesce(nullif(${h.AccessionNumber}, ''), accession_number),
    study_description = coalesce(nullif(${h.StudyDescription}, ''), study_description),
    study_id = coalesce(nullif(study_id, ''), ${h.StudyID}),
    institution_name = coalesce(nullif(institution_name, ''), ${h.InstitutionName}),
    referring_physician_name =
      case when referring_physician_key = '' then ${h.ReferringPhysicianName} else referring_physician_name end,
    referring_physician_key = coalesce(nullif(referring_physician_key, ''), ${referringPhysicianKey}),
    modalities_in_study = case
      when ${h.Modality} = '' or ${h.Modality} = any(modalities_in_study) then modalities_in_study
      else array_append(modalities_in_study, ${h.Modality}) end,
    body_parts = case
      when ${h.BodyPartExamined} = '' or ${h.BodyPartExamined} = any(body_parts) then body_parts
      else array_append(body_parts, ${h.BodyPartExamined}) end`
}
