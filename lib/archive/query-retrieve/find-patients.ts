import { findPatientRows, patientTotals, type PatientTotals } from '@/lib/db/archive/find-patients'
import { findColumns, type FindKeyword } from '@/lib/db/archive/sql/find-columns'
import type { DicomJson, JsonPersonName } from '@/lib/dicom/dicom-json'
import { keywordOf, tagOf, vrOf } from '@/lib/dicom/dictionary'
import { textOf } from '@/lib/dicom/json-values'
import type { AttributeMatch } from '@/lib/dicom/matching'
import { splitPersonName } from '@/lib/dicom/split-person-name'

/** Counted for the answer, never stored. */
export const patientCounts = new Set([
  'NumberOfPatientRelatedStudies',
  'NumberOfPatientRelatedSeries',
  'NumberOfPatientRelatedInstances',
])

interface PatientsPage {
  matches: readonly AttributeMatch[]
  limit: number
  offset: number
}

/** Patients who have images, by keys of the patient level only. */
export async function findPatientsPage({
  matches,
  limit,
  offset,
}: PatientsPage): Promise<{ results: DicomJson[]; isLast: boolean }> {
  const keys = matches.flatMap(({ path: [tag = ''], match }) => {
    const keyword = keywordOf(tag)
    return keyword && Object.hasOwn(findColumns, keyword) ? [{ keyword: keyword as FindKeyword, match }] : []
  })
  const rows = await findPatientRows({ keys, limit: limit + 1, offset })
  const results = rows
    .slice(0, limit)
    .map(
      ({
        PatientID,
        IssuerOfPatientID,
        PatientName,
        PatientBirthDate,
        PatientSex,
        ...totals
      }): DicomJson => ({
        ...texts({ PatientID, IssuerOfPatientID, PatientBirthDate, PatientSex }),
        [tagOf('PatientName')]: PatientName ? { vr: 'PN', Value: [nameOf(PatientName)] } : { vr: 'PN' },
        ...countAttributes(totals),
      }),
    )
  return { results, isLast: rows.length <= limit }
}

/** The counts of the patient of each hit, in their order. */
export async function countsOfPatients(results: readonly DicomJson[]): Promise<DicomJson[]> {
  const patients = results.map((result) => ({
    PatientID: textOf(result, 'PatientID'),
    IssuerOfPatientID: textOf(result, 'IssuerOfPatientID'),
  }))
  const key = (one: { PatientID: string; IssuerOfPatientID: string }) =>
    `${one.IssuerOfPatientID}\\${one.PatientID}`
  const totals = new Map((await patientTotals(patients)).map((row) => [key(row), row]))
  return patients.map((patient) => {
    const found = totals.get(key(patient))
    return found ? countAttributes(found) : {}
  })
}

function countAttributes(totals: PatientTotals): DicomJson {
  const { NumberOfPatientRelatedStudies, NumberOfPatientRelatedSeries, NumberOfPatientRelatedInstances } =
    totals
  const counts = {
    NumberOfPatientRelatedStudies,
    NumberOfPatientRelatedSeries,
    NumberOfPatientRelatedInstances,
  }
  return Object.fromEntries(
    Object.entries(counts).map(([keyword, count]) => [tagOf(keyword), { vr: 'IS', Value: [count] }]),
  )
}

function texts(values: Record<string, string>): DicomJson {
  return Object.fromEntries(
    Object.entries(values).map(([keyword, value]) => {
      const tag = tagOf(keyword)
      return [tag, value === '' ? { vr: vrOf(tag) } : { vr: vrOf(tag), Value: [value] }]
    }),
  )
}

function nameOf(text: string): JsonPersonName {
  const { alphabetic, ideographic, phonetic } = splitPersonName(text)
  return {
    ...(alphabetic && { Alphabetic: alphabetic }),
    ...(ideographic && { Ideographic: ideographic }),
    ...(phonetic && { Phonetic: phonetic }),
  }
}
