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
