import type { PoolClient } from 'pg'
import type { NewInstance } from '../new-instance'

/** What an instance needs to exist before it can be added; `instance` is the one that says what they are. */
export interface NewPlaces {
  patients: { id: string; instance: NewInstance }[]
  studies: { id: string; patientId: string; instance: NewInstance }[]
  series: { id: string; studyId: string; instance: NewInstance }[]
}

const text = `
  with new_patient as (
    insert into patient (
      id, patient_id, issuer_of_patient_id, patient_name, name_key, patient_birth_date, patient_sex)
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
  ),
  new_study as (
    insert into study (
      id, study_instance_uid, patient_pk, synthetic, received_at, last_received_at, referring_physician_name,
      referring_physician_key)
    select id, uid, patient, synthetic, at, at, '', ''
    from unnest($8::uuid[], $9::text[], $10::uuid[], $11::boolean[], $12::timestamptz[])
      as given(id, uid, patient, synthetic, at)
    order by uid
    on conflict (study_instance_uid) do nothing
    returning id, received_at
  ),
  received as (
    insert into reading_event (study_pk, type, at, data)
    select new_study.id, 'received', new_study.received_at, told.data
    from new_study join unnest($8::uuid[], $13::jsonb[]) as told(id, data) using (id)
  ),
  new_series as (
    insert into series (
      id, series_instance_uid, study_pk, modality, series_number, series_description, body_part_examined, laterality,
      protocol_name, manufacturer, station_name, performed_procedure_step_start_date,
      performed_procedure_step_start_time)
    select *
    from unnest(
      $14::uuid[], $15::text[], $16::uuid[], $17::text[], $18::int[], $19::text[], $20::text[], $21::text[],
      $22::text[], $23::text[], $24::text[], $25::text[], $26::text[])
      as given(id, uid, study_pk)
    order by uid
    on conflict (series_instance_uid) do nothing
    returning study_pk
  )
  select
    (select count(*) from new_study)::int as studies,
    (select count(*) from new_series)::int as series`

const countSeries = `
  update study set number_of_study_related_series = number_of_study_related_series + made.count
  from (select id, count(*)::int as count from unnest($1::uuid[]) as made(id) group by id) made
  where study.id = made.id`

/**
 * Makes patients, studies with their `received` event, and series, all in one statement.
 * @returns false when another sender has made one of them in the meantime: the transaction has to be given up
 */
export async function insertPlaces(
  tx: PoolClient,
  { patients, studies, series }: NewPlaces,
  receivedData: (instance: NewInstance) => Record<string, string>,
): Promise<boolean> {
  const patient = (value: (header: NewInstance['header']) => string) =>
    patients.map(({ instance }) => value(instance.header))
  const ofSeries = <T>(value: (header: NewInstance['header']) => T) =>
    series.map(({ instance }) => value(instance.header))
  const { rows } = await tx.query<{ studies: number; series: number }>({
    name: 'insert-places',
    text,
    values: [
      patients.map(({ id }) => id),
      patient((h) => h.PatientID),
      patient((h) => h.IssuerOfPatientID),
      patient((h) => h.PatientName),
      patients.map(({ instance }) => instance.nameKey),
      patient((h) => h.PatientBirthDate),
      patient((h) => h.PatientSex),
      studies.map(({ id }) => id),
      studies.map(({ instance }) => instance.header.StudyInstanceUID),
      studies.map(({ patientId }) => patientId),
      studies.map(({ instance }) => instance.synthetic),
      studies.map(({ instance }) => instance.receivedAt),
      studies.map(({ instance }) => JSON.stringify(receivedData(instance))),
      series.map(({ id }) => id),
      ofSeries((h) => h.SeriesInstanceUID),
      series.map(({ studyId }) => studyId),
      ofSeries((h) => h.Modality),
      ofSeries((h) => h.SeriesNumber),
      ofSeries((h) => h.SeriesDescription),
      ofSeries((h) => h.BodyPartExamined),
      ofSeries((h) => h.Laterality),
      ofSeries((h) => h.ProtocolName),
      ofSeries((h) => h.Manufacturer),
      ofSeries((h) => h.StationName),
      ofSeries((h) => h.PerformedProcedureStepStartDate),
      ofSeries((h) => h.PerformedProcedureStepStartTime),
    ],
  })
  const made = rows[0]
  if (made?.studies !== studies.length || made.series !== series.length) return false
  if (series.length > 0) {
    const values = [series.map(({ studyId }) => studyId)]
    await tx.query({ name: 'count-series', text: countSeries, values })
  }
  return true
}
