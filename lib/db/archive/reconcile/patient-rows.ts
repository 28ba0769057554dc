import { db, type Db, type Tx } from '../../client'
import { newId } from '../new-id'

const columns = {
  id: true,
  PatientID: true,
  IssuerOfPatientID: true,
  PatientName: true,
  nameKey: true,
  PatientBirthDate: true,
  PatientSex: true,
  identityConflict: true,
} as const

export interface PatientRow {
  id: string
  PatientID: string
  IssuerOfPatientID: string
  PatientName: string
  nameKey: string
  PatientBirthDate: string
  PatientSex: string
  identityConflict: boolean
}

export function patientRow(tx: Db, id: string): Promise<PatientRow | null> {
  return tx.patient.findUnique({ where: { id }, select: columns })
}

export function patientRowsWithId(
  tx: Tx,
  PatientID: string,
  IssuerOfPatientID: string,
): Promise<PatientRow[]> {
  return tx.patient.findMany({
    where: { PatientID, IssuerOfPatientID },
    orderBy: { id: 'asc' },
    select: columns,
  })
}

export async function insertPatientRow(
  tx: Tx,
  row: Omit<PatientRow, 'id'> & { id?: string },
): Promise<string> {
  const id = row.id ?? newId()
  await tx.patient.create({ data: { ...row, id }, select: { id: true } })
  return id
}

export async function updatePatientRow(
  tx: Tx,
  id: string,
  row: Partial<Omit<PatientRow, 'id'>>,
): Promise<void> {
  await tx.patient.update({ where: { id }, data: row, select: { id: true } })
}

export async function studyIdsOfPatient(tx: Tx, patientId: string): Promise<string[]> {
  const rows = await tx.study.findMany({ where: { patientId }, orderBy: { id: 'asc' }, select: { id: true } })
  return rows.map(({ id }) => id)
}

export async function studiesReceivedSince(tx: Tx, patientId: string, since: Date): Promise<string[]> {
  const rows = await tx.study.findMany({
    where: { patientId, receivedAt: { gte: since } },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

/** The studies' rows are locked by the caller. */
export async function giveStudiesTo(tx: Tx, studyIds: readonly string[], patientId: string): Promise<void> {
  await tx.study.updateMany({
    where: { id: { in: [...studyIds] } },
    data: { patientId, revision: { increment: 1 } },
  })
}

/** @returns whether it was removed: it had no studies left */
export async function removeIfWithoutStudies(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.patient.deleteMany({ where: { id, studies: { none: {} } } })
  return count === 1
}

/** Marks those who share an ID with another record that has studies, and nobody else. */
export async function refreshIdentityConflicts(
  tx: Tx,
  { PatientID, IssuerOfPatientID }: { PatientID: string; IssuerOfPatientID: string },
): Promise<void> {
  await tx.$executeRaw`
    update patient p set identity_conflict = exists (
      select 1 from patient o where o.patient_id = p.patient_id
        and o.issuer_of_patient_id = p.issuer_of_patient_id and o.id <> p.id)
    where p.patient_id = ${PatientID} and p.issuer_of_patient_id = ${IssuerOfPatientID} and p.patient_id <> ''`
}

/** Records that share an ID with another one, with what they hold. */
export function patientsInConflict(take: number) {
  return db().patient.findMany({
    where: { identityConflict: true, studies: { some: { NumberOfStudyRelatedInstances: { gt: 0 } } } },
    orderBy: [{ PatientID: 'asc' }, { IssuerOfPatientID: 'asc' }, { id: 'asc' }],
    take,
    select: { ...columns, ...studiesShown },
  })
}

const studiesShown = {
  studies: {
    where: { NumberOfStudyRelatedInstances: { gt: 0 } },
    orderBy: { receivedAt: 'desc' },
    take: 10,
    select: {
      id: true,
      StudyInstanceUID: true,
      StudyDate: true,
      StudyDescription: true,
      AccessionNumber: true,
      ModalitiesInStudy: true,
      NumberOfStudyRelatedInstances: true,
    },
  },
} as const

export function patientsShown(ids: readonly string[]) {
  return db().patient.findMany({ where: { id: { in: [...ids] } }, select: { ...columns, ...studiesShown } })
}

/** By a Patient ID or the beginning of a name's word, for whoever looks for the right record. */
export function searchPatients({ text, folded }: { text: string; folded: string }, take: number) {
  return db().patient.findMany({
    where: {
      studies: { some: { NumberOfStudyRelatedInstances: { gt: 0 } } },
      OR: [{ PatientID: { startsWith: text, mode: 'insensitive' } }, { nameKey: { contains: folded } }],
    },
    orderBy: [{ PatientID: 'asc' }, { id: 'asc' }],
    take,
    select: { ...columns, ...studiesShown },
  })
}
