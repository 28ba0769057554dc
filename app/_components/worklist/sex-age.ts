import { patientAge } from '../patient-age'

/** "F 54 y"; parts that the archive does not know are left out. */
export function sexAge(patient: { PatientSex: string; PatientBirthDate: string }, now: number): string {
  return [patient.PatientSex, patientAge(patient.PatientBirthDate, new Date(now))]
    .filter((part) => part !== '')
    .join(' ')
}
