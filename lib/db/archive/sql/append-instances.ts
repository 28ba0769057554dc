import type { Pool, PoolClient } from 'pg'
import { incomingParameters, incomingRows, incomingValues, type Incoming } from './incoming'

export interface Appended {
  studyId: string
  /** false: the SOP Instance UID is there already. */
  isNew: boolean
}

export interface Announcement {
  maxAttempts: number
  channel: string
  /** The notification as JSON without the study, which only the database knows here. */
  change: string
}

const [maxAttempts, channel, change] = [1, 2, 3].map((n) => `$${incomingParameters + n}`)

/**
 * Where study attributes differ between images the last one wins, an empty one never does (conformance B62); but whose
 * study it is to refer (who may see it) is only filled in, never changed by a later image.
 */
const lastSaid = (column: string) =>
  `(array_agg(${column} order by n desc) filter (where ${column} <> ''))[1] as ${column}`
const firstSaid = (column: string) =>
  `(array_agg(${column} order by n) filter (where ${column} <> ''))[1] as ${column}`
const overwrite = (column: string) => `${column} = coalesce(said.${column}, study.${column})`
const fillIn = (column: string) => `${column} = coalesce(nullif(study.${column}, ''), said.${column}, '')`
const addTo = (list: string, values: string) =>
  `${list} = ${list} || array(select value from unnest(said.${values}) value where value <> '' and value <> all(${list}))`

const text = `
  with incoming as materialized (${incomingRows}),
  target as materialized (
    select i.n, st.id as study_pk, se.id as series_pk
    from incoming i
    join study st on st.study_instance_uid = i.study_instance_uid
    join series se on se.study_pk = st.id and se.series_instance_uid = i.series_instance_uid
    join patient p on p.id = st.patient_pk
      and p.patient_id = i.patient_id
      and p.issuer_of_patient_id = i.issuer_of_patient_id
      and p.patient_name = i.patient_name
      and p.patient_birth_date = i.patient_birth_date
    where not exists (select 1 from rejected_instance r where r.sop_instance_uid = i.sop_instance_uid)
    for no key update of st skip locked
  ),
  added as (
    insert into instance (
      id, sop_instance_uid, sop_class_uid, series_pk, instance_number, "rows", "columns", bits_allocated,
      number_of_frames, photometric_interpretation, view_position, transfer_syntax_uid, blob_name, byte_length,
      sha256, metadata, origin, received_at)
    select
      i.id, i.sop_instance_uid, i.sop_class_uid, t.series_pk, i.instance_number, i."rows", i."columns",
      i.bits_allocated, i.number_of_frames, i.photometric_interpretation, i.view_position, i.transfer_syntax_uid,
      i.blob_name, i.byte_length, i.sha256, i.metadata, i.origin, i.received_at
    from target t join incoming i using (n)
    order by i.sop_instance_uid
    on conflict (sop_instance_uid) do nothing
    returning id, series_pk
  ),
  said as materialized (
    select
      t.study_pk,
      count(*)::int as images,
      max(i.received_at) as received_at,
      max(i.announce_at) as announce_at,
      array_agg(distinct i.modality) as modalities,
      array_agg(distinct i.body_part_examined) as parts,
      ${['study_date', 'study_time', 'accession_number', 'study_description'].map(lastSaid).join(', ')},
      ${['study_id', 'institution_name', 'referring_physician_name'].map(firstSaid).join(', ')},
      ${firstSaid('referring_physician_key')}
    from added join incoming i using (id) join target t using (n)
    group by t.study_pk
  ),
  study_counted as (
    update study set
      number_of_study_related_instances = number_of_study_related_instances + said.images,
      revision = revision + said.images,
      last_received_at = greatest(last_received_at, said.received_at),
      ${['study_date', 'study_time', 'accession_number', 'study_description'].map(overwrite).join(', ')},
      ${['study_id', 'institution_name', 'referring_physician_key'].map(fillIn).join(', ')},
      referring_physician_name = case
        when study.referring_physician_key = '' then coalesce(said.referring_physician_name, '')
        else study.referring_physician_name end,
      ${addTo('modalities_in_study', 'modalities')},
      ${addTo('body_parts', 'parts')}
    from said where study.id = said.study_pk
    returning study.id, said.announce_at
  ),
  series_counted as (
    update series set number_of_series_related_instances = number_of_series_related_instances + arrived.images
    from (select series_pk, count(*)::int as images from added group by series_pk) arrived
    where series.id = arrived.series_pk
    returning series.id
  ),
  announced as materialized (
    select id, announce_at from study_counted where announce_at is not null order by id
  ),
  job as materialized (
    select graphile_worker.add_job(
      'study-stable',
      payload => json_build_object('studyId', id),
      run_at => announce_at,
      max_attempts => ${maxAttempts}::int,
      job_key => 'study-stable:' || id,
      job_key_mode => 'replace')
    from announced
  ),
  told as materialized (
    select pg_notify(${channel}::text, (${change}::jsonb || jsonb_build_object('studyId', id))::text) from announced
  )
  select
    t.n::int, t.study_pk as "studyId", added.id is not null as "isNew",
    (select count(*) from series_counted) + (select count(*) from job) + (select count(*) from told) as "done"
  from target t join incoming i using (n) left join added using (id)`

/**
 * Adds a group of instances to series that exist, in one statement and so in one transaction and one round trip: what
 * all but the first image of a series take. The answer has null where there is no such series of exactly this patient
 * and study, or somebody else is changing the study at the moment: the careful way has to decide.
 *
 * Locks: the studies' rows first, as everywhere in the archive; one that is taken is left out and not waited for, so that
 * a group never waits for one study of it, nor deadlocks. Announcing (job and NOTIFY) takes a lock that is global to the
 * database until the commit is flushed, so a stream of images does without most of it (see announce-arrival).
 */
export async function appendInstances(
  on: Pool | PoolClient,
  group: readonly Incoming[],
  announcement: Announcement,
): Promise<(Appended | null)[]> {
  const { maxAttempts, channel, change } = announcement
  const values = [...incomingValues(group), maxAttempts, channel, change]
  const { rows } = await on.query<Appended & { n: number }>({ name: 'append-instances', text, values })
  const answers: (Appended | null)[] = group.map(() => null)
  for (const { n, studyId, isNew } of rows) answers[n - 1] = { studyId, isNew }
  return answers
}
