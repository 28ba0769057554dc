import { db, type Tx } from '../../client'
import { newId } from '../new-id'
import type { NewInstance } from '../new-instance'

const columns = {
  id: true,
  conflict: true,
  state: true,
  SOPInstanceUID: true,
  SOPClassUID: true,
  SeriesInstanceUID: true,
  StudyInstanceUID: true,
  PatientID: true,
  IssuerOfPatientID: true,
  PatientName: true,
  PatientBirthDate: true,
  PatientSex: true,
  AccessionNumber: true,
  StudyDate: true,
  StudyDescription: true,
  Modality: true,
  blobName: true,
  byteLength: true,
  sha256: true,
  origin: true,
  address: true,
  callingAETitle: true,
  receivedAt: true,
  lastSeenAt: true,
  timesSeen: true,
  changeId: true,
} as const

export type QuarantinedRow = Awaited<ReturnType<typeof openQuarantine>>[number]

/** Keeps those apart who set the same object aside at the same moment. */
export async function lockQuarantineOf(tx: Tx, SOPInstanceUID: string): Promise<void> {
  const key = `quarantine:${SOPInstanceUID}`
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`
}

export function quarantinedWithUid(tx: Tx, SOPInstanceUID: string) {
  return tx.quarantinedObject.findMany({
    where: { SOPInstanceUID },
    orderBy: { id: 'asc' },
    select: { id: true, state: true, blobName: true, byteLength: true, sha256: true },
  })
}

/** Bytes that are set aside now, decided on or not. */
export async function quarantinedBytes(tx: Tx): Promise<number> {
  const { _sum } = await tx.quarantinedObject.aggregate({
    where: { state: { in: ['open', 'discarded'] }, blobName: { not: null } },
    _sum: { byteLength: true },
  })
  return Number(_sum.byteLength ?? 0)
}

export async function insertQuarantined(
  tx: Tx,
  instance: NewInstance,
  why: { conflict: string; address: string; callingAETitle: string },
): Promise<string> {
  const { header } = instance
  const id = newId()
  await tx.quarantinedObject.create({
    data: {
      id,
      ...why,
      SOPInstanceUID: header.SOPInstanceUID,
      SOPClassUID: header.SOPClassUID,
      SeriesInstanceUID: header.SeriesInstanceUID,
      StudyInstanceUID: header.StudyInstanceUID,
      PatientID: header.PatientID,
      IssuerOfPatientID: header.IssuerOfPatientID,
      PatientName: header.PatientName,
      PatientBirthDate: header.PatientBirthDate,
      PatientSex: header.PatientSex,
      AccessionNumber: header.AccessionNumber,
      StudyDate: header.StudyDate,
      StudyDescription: header.StudyDescription,
      Modality: header.Modality,
      blobName: instance.blobName,
      byteLength: BigInt(instance.byteLength),
      sha256: instance.sha256,
      metadata: instance.metadata,
      origin: instance.origin,
      receivedAt: instance.receivedAt,
      lastSeenAt: instance.receivedAt,
    },
    select: { id: true },
  })
  return id
}

export async function seenAgain(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.quarantinedObject.update({
    where: { id },
    data: { lastSeenAt: at, timesSeen: { increment: 1 } },
    select: { id: true },
  })
}

/** What waits for a decision, oldest first. */
export function openQuarantine(take: number) {
  return db().quarantinedObject.findMany({
    where: { state: 'open' },
    orderBy: { id: 'asc' },
    take,
    select: columns,
  })
}

export function quarantinedById(id: string) {
  return db().quarantinedObject.findUnique({ where: { id }, select: columns })
}

export function countOpenQuarantine(): Promise<number> {
  return db().quarantinedObject.count({ where: { state: 'open' } })
}

/** Locks these of what waits; those that somebody else has decided on meanwhile are missing in the answer. */
export async function lockOpenQuarantined(tx: Tx, ids: readonly string[]) {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    select id from quarantined_object where id = any(${[...ids]}::uuid[]) and state = 'open' order by id for update`
  return tx.quarantinedObject.findMany({
    where: { id: { in: locked.map(({ id }) => id) } },
    orderBy: { id: 'asc' },
    select: columns,
  })
}

export function quarantinedOfChange(tx: Tx, changeId: string) {
  return tx.quarantinedObject.findMany({ where: { changeId }, orderBy: { id: 'asc' }, select: columns })
}

export async function decideQuarantined(
  tx: Tx,
  id: string,
  decided: { state: 'open' | 'accepted' | 'discarded'; changeId: string | null; blobName?: string | null },
): Promise<void> {
  await tx.quarantinedObject.update({ where: { id }, data: decided, select: { id: true } })
}
