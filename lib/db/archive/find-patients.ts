import type { Match } from '@/lib/dicom/matching'
import { Prisma } from '../generated/client'
import { findColumn, type FindKeyword } from './sql/find-columns'
import { findCondition } from './sql/find-condition'
import { withinSearchTime } from './within-search-time'

export interface PatientTotals {
  NumberOfPatientRelatedStudies: number
  NumberOfPatientRelatedSeries: number
  NumberOfPatientRelatedInstances: number
}

export interface PatientRow extends PatientTotals {
  PatientID: string
  IssuerOfPatientID: string
  PatientName: string
  PatientBirthDate: string
  PatientSex: string
}

const totals = Prisma.raw(`
  select count(*)::int as studies,
    coalesce(sum(st.number_of_study_related_series), 0)::int as series,
    coalesce(sum(st.number_of_study_related_instances), 0)::int as instances
  from study st`)
const counts = Prisma.raw(`
  t.studies as "NumberOfPatientRelatedStudies", t.series as "NumberOfPatientRelatedSeries",
  t.instances as "NumberOfPatientRelatedInstances"`)

/** Patients who have images, in the order in which they came to be known; keys of the patient only. */
export function findPatientRows({
  keys,
  limit,
  offset,
}: {
  keys: readonly { keyword: FindKeyword; match: Match }[]
  limit: number
  offset: number
}): Promise<PatientRow[]> {
  const conditions = keys.flatMap(({ keyword, match }) => {
    const column = findColumn(keyword)
    const condition = column?.column.startsWith('p.') ? findCondition(column, match) : null
    return condition ? [condition] : []
  })
  return withinSearchTime<PatientRow>(Prisma.sql`
    select p.patient_id as "PatientID", p.issuer_of_patient_id as "IssuerOfPatientID",
      p.patient_name as "PatientName", p.patient_birth_date as "PatientBirthDate",
      p.patient_sex as "PatientSex", ${counts}
    from patient p cross join lateral (
      ${totals} where st.patient_pk = p.id and st.number_of_study_related_instances > 0) as t
    where ${Prisma.join([Prisma.sql`t.studies > 0`, ...conditions], ' and ')}
    order by p.id limit ${limit} offset ${offset}`)
}

export interface PatientIdentity {
  PatientID: string
  IssuerOfPatientID: string
}

/** How much there is of each patient, by identifier. */
export function patientTotals(
  patients: readonly PatientIdentity[],
): Promise<(PatientIdentity & PatientTotals)[]> {
  return withinSearchTime<PatientIdentity & PatientTotals>(Prisma.sql`
    select t.*  from (
      select p.patient_id as "PatientID", p.issuer_of_patient_id as "IssuerOfPatientID",
        count(*)::int as "NumberOfPatientRelatedStudies",
        sum(st.number_of_study_related_series)::int as "NumberOfPatientRelatedSeries",
        sum(st.number_of_study_related_instances)::int as "NumberOfPatientRelatedInstances"
      from patient p join study st on st.patient_pk = p.id and st.number_of_study_related_instances > 0
      where p.patient_id = any(${[...new Set(patients.map(({ PatientID }) => PatientID))]}::text[])
      group by p.patient_id, p.issuer_of_patient_id) as t`)
}
