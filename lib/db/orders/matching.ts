import type { Prisma } from '../generated/client'
import type { Db } from '../client'
import { orderColumns, studyBesideOrder } from './order-columns'

export type StudyBesideOrder = Prisma.StudyGetPayload<{ select: typeof studyBesideOrder }>

/** The study as far as orders are compared with it. */
export function studyForOrders(tx: Db, studyId: string): Promise<StudyBesideOrder | null> {
  return tx.study.findUnique({ where: { id: studyId }, select: studyBesideOrder })
}

interface NamedStudy {
  StudyInstanceUID: string
  AccessionNumber: string
}

/** Orders without a study that name this one's UID or accession number. */
export function ordersNaming(tx: Db, study: NamedStudy) {
  return ordersNamingAny(tx, [study])
}

export function ordersNamingAny(tx: Db, studies: readonly NamedStudy[]) {
  const uids = studies.map((study) => study.StudyInstanceUID)
  const numbers = studies.map((study) => study.AccessionNumber).filter((number) => number !== '')
  return tx.imagingOrder.findMany({
    where: {
      studyId: null,
      OR: [{ StudyInstanceUID: { in: uids } }, { AccessionNumber: { in: numbers } }],
    },
    select: orderColumns,
    orderBy: { createdAt: 'asc' },
    take: 500,
  })
}

/** Studies with images that an order names. */
export function studiesNamedBy(tx: Db, order: { StudyInstanceUID: string; AccessionNumber: string }) {
  const { StudyInstanceUID, AccessionNumber } = order
  return tx.study.findMany({
    where: {
      NumberOfStudyRelatedInstances: { gt: 0 },
      OR: [{ StudyInstanceUID }, ...(AccessionNumber === '' ? [] : [{ AccessionNumber }])],
    },
    select: studyBesideOrder,
    take: 50,
  })
}

/** Orders matched with a study, as far as they decide its class. */
export function orderClassesOf(tx: Db, studyId: string) {
  return tx.imagingOrder.findMany({
    where: { studyId },
    select: {
      RequestedProcedurePriority: true,
      patientClass: true,
      CurrentPatientLocation: true,
      AdmissionID: true,
      RequestingService: true,
    },
  })
}

/** Active orders whose day has come and for which no images are here, the oldest first. */
export function orderRowsWithoutStudy(tx: Db, { until, take }: { until: string; take: number }) {
  return tx.imagingOrder.findMany({
    where: {
      studyId: null,
      status: { not: 'revoked' },
      steps: {
        some: {
          ScheduledProcedureStepStartDate: { lte: until },
          status: { notIn: ['CANCELLED', 'DISCONTINUED'] },
        },
      },
    },
    select: orderColumns,
    orderBy: { createdAt: 'desc' },
    take,
  })
}

/** Studies with images and no order, the latest first. */
export function studyRowsWithoutOrder(tx: Db, { since, take }: { since: Date; take: number }) {
  return tx.study.findMany({
    where: {
      orders: { none: {} },
      NumberOfStudyRelatedInstances: { gt: 0 },
      receivedAt: { gte: since },
    },
    select: studyBesideOrder,
    orderBy: { receivedAt: 'desc' },
    take,
  })
}

/** Patients of the archive and of orders by the beginning of an ID or by words of their name. */
export async function patientsKnown(
  tx: Db,
  terms: readonly { folded: string; plain: string }[],
  take: number,
) {
  const select = {
    PatientID: true,
    IssuerOfPatientID: true,
    PatientName: true,
    PatientBirthDate: true,
    PatientSex: true,
  } as const
  const where = {
    PatientID: { not: '' },
    AND: terms.map(({ folded, plain }) => ({
      OR: [
        { nameKey: { contains: folded } },
        { PatientID: { startsWith: plain, mode: 'insensitive' as const } },
      ],
    })),
  }
  const [archived, ordered] = await Promise.all([
    tx.patient.findMany({ where, select, take, orderBy: { nameKey: 'asc' } }),
    tx.imagingOrder.findMany({
      where,
      select,
      take,
      orderBy: { nameKey: 'asc' },
      distinct: ['PatientID', 'IssuerOfPatientID', 'PatientName', 'PatientBirthDate'],
    }),
  ])
  return [...archived, ...ordered]
}
