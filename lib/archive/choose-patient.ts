import type { Tx } from '@/lib/db/client'
import type { NewInstance } from '@/lib/db/archive/new-instance'
import { fillPatient, insertPatient, markIdentityConflict, patientsWithId } from '@/lib/db/archive/patients'
import { patientMeantBy } from './aliases'
import { isSamePatient } from '@/lib/dicom/same-patient'

/** A patient of whom no ID came: one for each study, until an image of the study tells it. */
const unknownIssuer = 'WETREAD-UNKNOWN:'

export function isUnknownPatient({ IssuerOfPatientID }: { IssuerOfPatientID: string }): boolean {
  return IssuerOfPatientID.startsWith(unknownIssuer)
}

/** Patient ID and issuer under which the index keeps the instance's patient. */
export function patientKey({ header }: NewInstance): { PatientID: string; IssuerOfPatientID: string } {
  if (header.PatientID !== '') {
    return { PatientID: header.PatientID, IssuerOfPatientID: header.IssuerOfPatientID }
  }
  return { PatientID: '', IssuerOfPatientID: unknownIssuer + header.StudyInstanceUID }
}

/**
 * The patient a new study belongs to: one with the same ID whose demographics do not contradict, else a new one. When
 * others carry the same ID, all of them are marked, so that a reader is warned (docs/security.md).
 */
export async function choosePatient(tx: Tx, instance: NewInstance): Promise<string> {
  const key = patientKey(instance)
  const meant = await patientMeantBy(tx, { ...instance.header, ...key })
  if (meant) return meant
  const namesakes = await patientsWithId(tx, key.PatientID, key.IssuerOfPatientID)
  const known = namesakes.find((patient) => isSamePatient(patient, { ...instance.header, ...key }))
  if (known) {
    await fillPatient(tx, known, instance)
    return known.id
  }
  const identityConflict = namesakes.length > 0
  if (identityConflict) {
    await markIdentityConflict(
      tx,
      namesakes.map(({ id }) => id),
    )
  }
  return insertPatient(tx, instance, { ...key, identityConflict })
}
