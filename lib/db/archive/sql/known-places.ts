import type { PoolClient } from 'pg'
import type { KnownPatient } from '../known-patient'

export interface KnownStudy {
  id: string
  StudyInstanceUID: string
  patient: KnownPatient
}

export interface KnownSeries {
  SeriesInstanceUID: string
  studyId: string
}

/** What the index knows of the places that a group of instances wants. */
export interface KnownPlaces {
  /** By UID; null: there is such a study, and somebody else is changing it at the moment. */
  studies: Map<string, KnownStudy | null>
  series: Map<string, KnownSeries>
  /** Of the patient keys that are locked. */
  patients: KnownPatient[]
  /** Patient keys, by `lockName`, that somebody else has locked, or of which a person has said who is meant. */
  takenKeys: Set<string>
}

export interface PatientKey {
  PatientID: string
  IssuerOfPatientID: string
}

export interface WantedPlaces {
  studies: readonly string[]
  series: readonly string[]
  patientKeys: readonly PatientKey[]
}

export const lockName = ({ PatientID, IssuerOfPatientID }: PatientKey): string =>
  `patient:${PatientID}\\${IssuerOfPatientID}`

const identity = `
  p.id, p.patient_id as "PatientID", p.issuer_of_patient_id as "IssuerOfPatientID", p.patient_name as "PatientName",
  p.patient_birth_date as "PatientBirthDate", p.patient_sex as "PatientSex"`

/**
 * Locks and reads the places. Order of locks as everywhere in the archive: patient keys, then studies; what is locked
 * already is not waited for but named in the answer.
 */
export async function knownPlaces(tx: PoolClient, wanted: WantedPlaces): Promise<KnownPlaces> {
  const keys = [...new Map(wanted.patientKeys.map((key) => [lockName(key), key])).entries()]
  const { rows: locks } = await tx.query<{ name: string; locked: boolean }>({
    name: 'lock-patient-keys',
    // Who is meant by another's name (identity_alias) is not decided here either.
    text: `
      select name, pg_try_advisory_xact_lock(hashtextextended(name, 0))
        and not exists (select 1 from identity_alias a where a.patient_id = key.id) as locked
      from unnest($1::text[], $2::text[]) as key(name, id)`,
    values: [keys.map(([name]) => name), keys.map(([, key]) => key.PatientID)],
  })
  const locked = new Set(locks.filter((lock) => lock.locked).map(({ name }) => name))
  const { rows: unlockedRows } = await tx.query<{ id: string }>({
    name: 'lock-studies',
    text: `select id from study where study_instance_uid = any($1::text[]) for no key update skip locked`,
    values: [wanted.studies],
  })
  const unlocked = new Set(unlockedRows.map(({ id }) => id))
  const { rows } = await tx.query<{
    studies: StudyRow[] | null
    series: KnownSeries[] | null
    patients: KnownPatient[] | null
  }>({
    name: 'read-places',
    text: `
      select
        (select json_agg(found) from (
          select st.id as "studyId", st.study_instance_uid as "StudyInstanceUID", ${identity}
          from study st join patient p on p.id = st.patient_pk where st.study_instance_uid = any($1::text[])) found
        ) as studies,
        (select json_agg(found) from (
          select series_instance_uid as "SeriesInstanceUID", study_pk as "studyId"
          from series where series_instance_uid = any($2::text[])) found
        ) as series,
        (select json_agg(found) from (
          select ${identity}
          from patient p
          join unnest($3::text[], $4::text[]) as key(id, issuer) on p.patient_id = key.id and p.issuer_of_patient_id = key.issuer
          order by p.created_at, p.id) found
        ) as patients`,
    values: [
      wanted.studies,
      wanted.series,
      keys.map(([, key]) => key.PatientID),
      keys.map(([, key]) => key.IssuerOfPatientID),
    ],
  })
  const [found] = rows
  return {
    studies: new Map(
      (found?.studies ?? []).map(({ studyId, StudyInstanceUID, ...patient }) => [
        StudyInstanceUID,
        unlocked.has(studyId) ? { id: studyId, StudyInstanceUID, patient } : null,
      ]),
    ),
    series: new Map((found?.series ?? []).map((series) => [series.SeriesInstanceUID, series])),
    patients: found?.patients ?? [],
    takenKeys: new Set(keys.map(([name]) => name).filter((name) => !locked.has(name))),
  }
}

type StudyRow = KnownPatient & { studyId: string; StudyInstanceUID: string }
