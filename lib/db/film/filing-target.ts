import { db } from '../client'

const identity = {
  id: true,
  PatientID: true,
  IssuerOfPatientID: true,
  PatientName: true,
  PatientBirthDate: true,
  PatientSex: true,
} as const

/** A study as a further series of it has to repeat it. */
export function studyToFileUnder(studyId: string) {
  return db().study.findUnique({
    where: { id: studyId },
    select: {
      ...{ StudyInstanceUID: true, StudyDate: true, StudyTime: true, StudyID: true, StudyDescription: true },
      ...{ AccessionNumber: true, ReferringPhysicianName: true, NumberOfStudyRelatedSeries: true },
      patient: { select: identity },
    },
  })
}

export function patientToFileUnder(patientId: string) {
  return db().patient.findUnique({ where: { id: patientId }, select: identity })
}

export async function isPatientIdTaken(PatientID: string): Promise<boolean> {
  return (await db().patient.findFirst({ where: { PatientID }, select: { id: true } })) !== null
}

/** Patients in whose name, number or accession numbers all terms occur; those seen last first. */
export function patientsMatching(terms: readonly { folded: string; plain: string }[]) {
  const like = (contains: string) => ({ contains, mode: 'insensitive' as const })
  return db().patient.findMany({
    where: {
      AND: terms.map(({ folded, plain }) => ({
        OR: [
          { nameKey: { contains: folded } },
          { PatientID: like(plain) },
          { PatientBirthDate: plain },
          { studies: { some: { AccessionNumber: like(plain) } } },
        ],
      })),
    },
    select: {
      ...identity,
      studies: {
        where: { NumberOfStudyRelatedInstances: { gt: 0 } },
        select: {
          ...{ id: true, StudyDate: true, StudyDescription: true, AccessionNumber: true },
          ModalitiesInStudy: true,
        },
        orderBy: [{ StudyDate: 'desc' }, { id: 'desc' }],
        take: 6,
      },
    },
    orderBy: { createdAt: 'desc' },
    take: 20,
  })
}

const ordered = {
  ...{ id: true, PatientID: true, PatientName: true, PatientBirthDate: true, PatientSex: true },
  ...{ AccessionNumber: true, RequestedProcedureDescription: true },
} as const

/** Open orders that have no study yet, in whose name or numbers all terms occur; the latest first. */
export function ordersMatching(terms: readonly { folded: string; plain: string }[]) {
  const begins = (startsWith: string) => ({ startsWith, mode: 'insensitive' as const })
  return db().imagingOrder.findMany({
    where: {
      ...{ status: 'active', studyId: null },
      AND: terms.map(({ folded, plain }) => ({
        OR: [
          { nameKey: { contains: folded } },
          { PatientID: begins(plain) },
          { PatientBirthDate: plain },
          { AccessionNumber: begins(plain) },
          { PlacerOrderNumberImagingServiceRequest: begins(plain) },
        ],
      })),
    },
    select: ordered,
    orderBy: { createdAt: 'desc' },
    take: 20,
  })
}

export function orderToFileUnder(orderId: string) {
  return db().imagingOrder.findUnique({
    where: { id: orderId },
    select: {
      ...ordered,
      ...{ status: true, studyId: true, IssuerOfPatientID: true, StudyInstanceUID: true },
      ...{ RequestedProcedureID: true, ReferringPhysicianName: true },
    },
  })
}
