import type { StudyScope } from '@/lib/access/may'
import { Prisma } from '../../generated/client'
import type { Db } from '../../client'

export interface ReferrerStudyRecord {
  studyId: string
  StudyInstanceUID: string
  PatientName: string
  PatientID: string
  PatientBirthDate: string
  PatientSex: string
  StudyDate: string
  StudyDescription: string
  ModalitiesInStudy: string[]
  /** Of the latest report, addenda aside; null while awaited. */
  status: string | null
  impression: string | null
  hasAddendum: boolean
  signedAt: Date | null
}

/** The studies that a referrer ordered, latest first, each with its latest report: one statement. */
export async function referrerStudies(
  tx: Db,
  scope: StudyScope,
  limit: number,
): Promise<ReferrerStudyRecord[]> {
  if (scope.kind === 'none') return []
  const own =
    scope.kind === 'all'
      ? Prisma.sql`true`
      : Prisma.sql`s.referring_physician_key = ${scope.referringPhysicianKey}`
  return tx.$queryRaw<ReferrerStudyRecord[]>`
    select s.id as "studyId", s.study_instance_uid as "StudyInstanceUID", p.patient_name as "PatientName",
      p.patient_id as "PatientID", p.patient_birth_date as "PatientBirthDate", p.patient_sex as "PatientSex",
      s.study_date as "StudyDate", s.study_description as "StudyDescription",
      s.modalities_in_study as "ModalitiesInStudy", report.status, report.impression,
      coalesce(latest.status = 'addendum', false) as "hasAddendum", latest.signed_at as "signedAt"
    from study s
    join patient p on p.id = s.patient_pk
    left join lateral (
      select v.status, v.impression from report_version v
      where v.study_pk = s.id and v.status <> 'addendum' order by v.version desc limit 1
    ) report on true
    left join lateral (
      select v.status, v.signed_at from report_version v where v.study_pk = s.id order by v.version desc limit 1
    ) latest on true
    where ${own} and (s.number_of_study_related_instances > 0 or latest.signed_at is not null)
    order by coalesce(latest.signed_at, s.received_at) desc, s.id
    limit ${limit}`
}
