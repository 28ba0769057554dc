import type { Db } from '@/lib/db/client'
import { newId } from '../new-id'
import type { NewInstance } from '../new-instance'
import { studyTakesOver } from './study-takes-over'

export interface Appended {
  studyId: string
  /** false: the SOP Instance UID is there already. */
  isNew: boolean
}

export interface StableJob {
  runAt: Date
  maxAttempts: number
  channel: string
  /** The notification as JSON without the study, which only the database knows here. */
  change: string
}

/**
 * Adds an instance to a series that exists, in one statement and so in one transaction and one round trip: what all
 * but the first image of a series take. null when there is no such series of exactly this patient and study, and
 * the careful way has to decide.
 *
 * Locks: the study's row first, as everywhere in the archive, so that senders of one study queue up and never deadlock.
 * `announce` adds the job and the NOTIFY. Both take a lock that is global to the database until the commit is flushed,
 * so a stream of images does without most of them (see announce-arrival).
 */
export async function appendInstance(
  db: Db,
  instance: NewInstance,
  announce: StableJob | null,
): Promise<Appended | null> {
  const { header: h } = instance
  const rows = await db.$queryRaw<Appended[]>`
    with target as materialized (
      select st.id as study_pk, se.id as series_pk
      from study st
      join series se on se.study_pk = st.id
      join patient p on p.id = st.patient_pk
      where st.study_instance_uid = ${h.StudyInstanceUID}
        and se.series_instance_uid = ${h.SeriesInstanceUID}
        and p.patient_id = ${h.PatientID}
        and p.issuer_of_patient_id = ${h.IssuerOfPatientID}
        and p.patient_name = ${h.PatientName}
        and p.patient_birth_date = ${h.PatientBirthDate}
      for no key update of st
    ),
    added as (
      insert into instance (
        id, sop_instance_uid, sop_class_uid, series_pk, instance_number, "rows", "columns", bits_allocated,
        number_of_frames, photometric_interpretation, view_position, transfer_syntax_uid, blob_name, byte_length,
        sha256, metadata, origin, received_at)
      select
        ${newId()}::uuid, ${h.SOPInstanceUID}, ${h.SOPClassUID}, target.series_pk, ${h.InstanceNumber}::int,
        ${h.Rows}::int, ${h.Columns}::int, ${h.BitsAllocated}::int, ${h.NumberOfFrames}::int,
        ${h.hasPixelData ? h.PhotometricInterpretation : null}::text, ${h.ViewPosition}, ${h.TransferSyntaxUID},
        ${instance.blobName}, ${instance.byteLength}::bigint, ${instance.sha256}::bytea, ${instance.metadata}::bytea,
        ${instance.origin}, ${instance.receivedAt}::timestamptz
      from target
      on conflict (sop_instance_uid) do nothing
      returning series_pk
    ),
    study_counted as (
      update study set ${studyTakesOver(instance)}
      where id = (select study_pk from target) and exists (select 1 from added)
      returning id
    ),
    series_counted as (
      update series set number_of_series_related_instances = number_of_series_related_instances + 1
      where id = (select series_pk from added) and exists (select 1 from study_counted)
      returning id
    ),
    job as materialized (
      select graphile_worker.add_job(
        'study-stable',
        payload => json_build_object('studyId', study_counted.id),
        run_at => ${announce?.runAt ?? null}::timestamptz,
        max_attempts => ${announce?.maxAttempts ?? 1}::int,
        job_key => 'study-stable:' || study_counted.id,
        job_key_mode => 'replace')
      from study_counted where ${announce !== null}
    ),
    told as materialized (
      select pg_notify(
        ${announce?.channel ?? ''},
        (${announce?.change ?? '{}'}::jsonb || jsonb_build_object('studyId', study_counted.id))::text)
      from study_counted where ${announce !== null}
    )
    select
      target.study_pk as "studyId",
      exists (select 1 from added) as "isNew",
      (select count(*) from series_counted)::int + (select count(*) from job)::int
        + (select count(*) from told)::int as "_done"
    from target`
  const [row] = rows
  return row ? { studyId: row.studyId, isNew: row.isNew } : null
}
