import { Prisma } from '../../generated/client'
import type { Db } from '../../client'
import { hasImages } from './has-images'
import { imagesUnanswered, searchCondition, viewCondition, type WorklistFilter } from './worklist-filter'

/** One row as the statement gives it. */
export interface WorklistRecord {
  studyId: string
  StudyInstanceUID: string
  PatientName: string
  PatientID: string
  PatientBirthDate: string
  PatientSex: string
  identityConflict: boolean
  AccessionNumber: string
  StudyDescription: string
  StudyDate: string
  StudyTime: string
  ReferringPhysicianName: string
  ModalitiesInStudy: string[]
  bodyParts: string[]
  NumberOfStudyRelatedSeries: number
  NumberOfStudyRelatedInstances: number
  synthetic: boolean
  receivedAt: Date
  state: string
  urgency: string
  patientClass: string
  readableAt: Date
  dueAt: Date
  dueReasons: unknown
  aiState: string
  aiReason: string
  claimedById: string | null
  claimedByName: string | null
  claimedAt: Date | null
  claimExpiresAt: Date | null
  hasDraft: boolean
  priorCount: number
  /** Images came after the report was signed, and nobody has added to it since. */
  imagesAfterReport: boolean
  /** Completed runs with their findings. */
  runs: unknown
}

/**
 * The list in one statement: the page of studies first (by the index on state and due_at), then what each row
 * shows beside it. Nothing is queried per row from here.
 */
export async function worklistRows(tx: Db, filter: WorklistFilter, limit: number): Promise<WorklistRecord[]> {
  const order =
    filter.view === 'done-today'
      ? Prisma.sql`t.updated_at desc, t.study_pk`
      : Prisma.sql`t.due_at, t.study_pk`
  return tx.$queryRaw<WorklistRecord[]>`
    with page as (
      select t.study_pk, row_number() over (order by ${order}) as place
      from reading_task t join study s on s.id = t.study_pk join patient p on p.id = s.patient_pk
      where ${hasImages} and ${viewCondition(filter.view, filter)} and ${searchCondition(filter)}
      order by ${order} limit ${limit}
    )
    ${rowColumns}
    from page
    ${rowJoins(Prisma.sql`page.study_pk`)}
    order by page.place`
}

/** The row of one study, in whatever state; null where it has no reading task. */
export async function worklistRow(tx: Db, studyId: string): Promise<WorklistRecord | null> {
  const rows = await tx.$queryRaw<WorklistRecord[]>`
    ${rowColumns}
    from (select ${studyId}::uuid as study_pk) page
    ${rowJoins(Prisma.sql`page.study_pk`)}`
  return rows[0] ?? null
}

const rowColumns = Prisma.sql`
  select s.id as "studyId", s.study_instance_uid as "StudyInstanceUID", p.patient_name as "PatientName",
    p.patient_id as "PatientID", p.patient_birth_date as "PatientBirthDate", p.patient_sex as "PatientSex",
    p.identity_conflict as "identityConflict", s.accession_number as "AccessionNumber",
    s.study_description as "StudyDescription", s.study_date as "StudyDate", s.study_time as "StudyTime",
    s.referring_physician_name as "ReferringPhysicianName", s.modalities_in_study as "ModalitiesInStudy",
    s.body_parts as "bodyParts", s.number_of_study_related_series as "NumberOfStudyRelatedSeries",
    s.number_of_study_related_instances as "NumberOfStudyRelatedInstances", s.synthetic,
    s.received_at as "receivedAt", t.state, t.urgency, t.patient_class as "patientClass",
    t.readable_at as "readableAt", t.due_at as "dueAt", t.due_reasons as "dueReasons", t.ai_state as "aiState",
    t.ai_reason as "aiReason", t.claimed_by as "claimedById", u.display_name as "claimedByName",
    t.claimed_at as "claimedAt", t.claim_expires_at as "claimExpiresAt", d.study_pk is not null as "hasDraft",
    priors.n as "priorCount",
    (t.state in ('preliminary', 'final', 'addended') and t.study_pk in (${imagesUnanswered})) as "imagesAfterReport", runs.list as runs`

function rowJoins(studyPk: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    join reading_task t on t.study_pk = ${studyPk}
    join study s on s.id = t.study_pk
    join patient p on p.id = s.patient_pk
    left join app_user u on u.id = t.claimed_by
    left join report_draft d on d.study_pk = t.study_pk
    cross join lateral (
      select count(*)::int as n from study o where o.patient_pk = s.patient_pk and o.id <> s.id
        and o.number_of_study_related_instances > 0
    ) priors
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object(
        'name', r.model_name, 'version', r.model_version, 'sha256', r.model_sha256, 'urgency', r.urgency,
        'findings', (
          select coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'label', f.label,
            'probability', f.probability, 'positive', f.positive, 'urgency', f.urgency)
            order by f.positive desc, f.probability desc), '[]'::jsonb)
          from finding f where f.model_run_id = r.id))), '[]'::jsonb) as list
      from model_run r where r.study_pk = t.study_pk and r.outcome = 'completed'
    ) runs`
}
