import { foldName } from './fold-name'

export interface PatientIdentity {
  PatientID: string
  IssuerOfPatientID: string
  PatientName: string
  PatientBirthDate: string
}

/**
 * Whether two objects with one Patient ID may belong to one person. They may not when the birth dates differ, or when
 * the names differ and no common birth date speaks for a changed or misspelt name. What is empty contradicts nothing.
 * Images of two people must never meet in one record; one person in two records is only an inconvenience.
 */
export function isSamePatient(a: PatientIdentity, b: PatientIdentity): boolean {
  if (a.PatientID !== b.PatientID || a.IssuerOfPatientID !== b.IssuerOfPatientID) return false
  return !contradicts(a, b)
}

export function contradicts(
  a: Pick<PatientIdentity, 'PatientName' | 'PatientBirthDate'>,
  b: Pick<PatientIdentity, 'PatientName' | 'PatientBirthDate'>,
): boolean {
  const bothBorn = a.PatientBirthDate !== '' && b.PatientBirthDate !== ''
  if (bothBorn && a.PatientBirthDate !== b.PatientBirthDate) return true
  const [nameA, nameB] = [foldName(a.PatientName), foldName(b.PatientName)]
  return nameA !== '' && nameB !== '' && nameA !== nameB && !bothBorn
}
