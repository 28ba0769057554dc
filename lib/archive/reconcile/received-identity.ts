import { receivedMetadata } from '@/lib/db/archive/reconcile/received-metadata'
import type { Tx } from '@/lib/db/client'
import { textOf } from '@/lib/dicom/json-values'
import { contradicts } from '@/lib/dicom/same-patient'
import { storage } from '@/lib/storage/storage'
import { unpackMetadata } from '../pack-metadata'

/** Whether the study's first image came under this patient's name. */
export async function namesPatient(
  tx: Tx,
  studyId: string,
  patient: { PatientID: string; IssuerOfPatientID: string; PatientName: string; PatientBirthDate: string },
): Promise<boolean> {
  const pack = await receivedMetadata(tx, studyId)
  if (!pack) return false
  const json = unpackMetadata(await storage(), pack)
  const named = {
    PatientName: textOf(json, 'PatientName'),
    PatientBirthDate: textOf(json, 'PatientBirthDate'),
  }
  return textOf(json, 'PatientID') === patient.PatientID && !contradicts(named, patient)
}
