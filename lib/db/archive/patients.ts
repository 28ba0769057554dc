import type { Tx } from '../client'
import type { KnownPatient } from './known-patient'
import { newId } from './new-id'
import type { NewInstance } from './new-instance'

const identity = {
  id: true,
  PatientID: true,
  IssuerOfPatientID: true,
  PatientName: true,
  PatientBirthDate: true,
  PatientSex: true,
} as const

/**
 * Makes those who bring a new study of one patient wait for each other, so that they find one row and not make two.
 * Always taken before a study is locked.
 */
export async function lockPatientKey(tx: Tx, PatientID: string, IssuerOfPatientID: string): Promise<void> {
  const key = `patient:${PatientID}\\${IssuerOfPatientID}`
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`
}

export function patientsWithId(
  tx: Tx,
  PatientID: string,
  IssuerOfPatientID: string,
): Promise<KnownPatient[]> {
  return tx.patient.findMany({
    where: { PatientID, IssuerOfPatientID },
    select: identity,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
}

export async function insertPatient(
  tx: Tx,
  { header, nameKey }: NewInstance,
  key: { PatientID: string; IssuerOfPatientID: string; identityConflict: boolean },
): Promise<string> {
  const id = newId()
  const { PatientName, PatientBirthDate, PatientSex } = header
  await tx.patient.create({
    data: { id, ...key, PatientName, nameKey, PatientBirthDate, PatientSex },
    select: { id: true },
  })
  return id
}

export async function markIdentityConflict(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.patient.updateMany({ where: { id: { in: [...ids] } }, data: { identityConflict: true } })
}

/** What the first image of a patient left empty, a later one may tell. */
export async function fillPatient(
  tx: Tx,
  known: KnownPatient,
  { header, nameKey }: NewInstance,
): Promise<void> {
  const name = known.PatientName === '' && header.PatientName !== ''
  const birth = known.PatientBirthDate === '' && header.PatientBirthDate !== ''
  const sex = known.PatientSex === '' && header.PatientSex !== ''
  if (!name && !birth && !sex) return
  await tx.patient.update({
    where: { id: known.id },
    data: {
      ...(name ? { PatientName: header.PatientName, nameKey } : {}),
      ...(birth ? { PatientBirthDate: header.PatientBirthDate } : {}),
      ...(sex ? { PatientSex: header.PatientSex } : {}),
    },
    select: { id: true },
  })
}

export async function removePatientWithoutStudies(tx: Tx, id: string): Promise<void> {
  await tx.patient.deleteMany({ where: { id, studies: { none: {} } } })
}
