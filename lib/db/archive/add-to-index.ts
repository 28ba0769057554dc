import type { Tx } from '../client'
import type { KnownPatient } from './known-patient'
import { newId } from './new-id'
import type { NewInstance } from './new-instance'

export interface LockedStudy {
  id: string
  patient: KnownPatient
}

/** The study's row, locked until the transaction ends; null where there is none. */
export async function lockStudy(tx: Tx, StudyInstanceUID: string): Promise<LockedStudy | null> {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    select id from study where study_instance_uid = ${StudyInstanceUID} for no key update`
  const id = locked[0]?.id
  if (id === undefined) return null
  return tx.study.findUnique({
    where: { id },
    select: {
      id: true,
      patient: {
        select: {
          id: true,
          PatientID: true,
          IssuerOfPatientID: true,
          PatientName: true,
          PatientBirthDate: true,
          PatientSex: true,
        },
      },
    },
  })
}

/** @returns null when another sender made it in the meantime */
export async function insertStudy(tx: Tx, instance: NewInstance, patientId: string): Promise<string | null> {
  const { header, referringPhysicianKey, synthetic, receivedAt } = instance
  const rows = await tx.study.createManyAndReturn({
    data: [
      {
        id: newId(),
        StudyInstanceUID: header.StudyInstanceUID,
        patientId,
        StudyDate: header.StudyDate,
        StudyTime: header.StudyTime,
        AccessionNumber: header.AccessionNumber,
        StudyID: header.StudyID,
        StudyDescription: header.StudyDescription,
        ReferringPhysicianName: header.ReferringPhysicianName,
        referringPhysicianKey,
        InstitutionName: header.InstitutionName,
        synthetic,
        receivedAt,
        lastReceivedAt: receivedAt,
      },
    ],
    skipDuplicates: true,
    select: { id: true },
  })
  return rows[0]?.id ?? null
}

export async function movePatientOfStudy(tx: Tx, studyId: string, patientId: string): Promise<void> {
  await tx.study.update({ where: { id: studyId }, data: { patientId }, select: { id: true } })
}

/** Finds or makes the series. `studyId` of the answer may be another study: the caller decides what that means. */
export async function ensureSeries(
  tx: Tx,
  { header }: NewInstance,
  studyId: string,
): Promise<{ id: string; studyId: string; isNew: boolean }> {
  const made = await tx.series.createManyAndReturn({
    data: [
      {
        id: newId(),
        SeriesInstanceUID: header.SeriesInstanceUID,
        studyId,
        Modality: header.Modality,
        SeriesNumber: header.SeriesNumber,
        SeriesDescription: header.SeriesDescription,
        BodyPartExamined: header.BodyPartExamined,
        Laterality: header.Laterality,
        ProtocolName: header.ProtocolName,
        Manufacturer: header.Manufacturer,
        StationName: header.StationName,
        PerformedProcedureStepStartDate: header.PerformedProcedureStepStartDate,
        PerformedProcedureStepStartTime: header.PerformedProcedureStepStartTime,
      },
    ],
    skipDuplicates: true,
    select: { id: true, studyId: true },
  })
  const [row] = made
  if (row) return { ...row, isNew: true }
  const found = await tx.series.findUniqueOrThrow({
    where: { SeriesInstanceUID: header.SeriesInstanceUID },
    select: { id: true, studyId: true },
  })
  return { ...found, isNew: false }
}

/** @returns false when the SOP Instance UID is there already */
export async function insertInstance(tx: Tx, instance: NewInstance, seriesId: string): Promise<boolean> {
  const { header } = instance
  const { count } = await tx.instance.createMany({
    data: [
      {
        id: newId(),
        SOPInstanceUID: header.SOPInstanceUID,
        SOPClassUID: header.SOPClassUID,
        seriesId,
        InstanceNumber: header.InstanceNumber,
        Rows: header.Rows,
        Columns: header.Columns,
        BitsAllocated: header.BitsAllocated,
        NumberOfFrames: header.NumberOfFrames,
        PhotometricInterpretation: header.hasPixelData ? header.PhotometricInterpretation : null,
        ViewPosition: header.ViewPosition,
        TransferSyntaxUID: header.TransferSyntaxUID,
        blobName: instance.blobName,
        byteLength: BigInt(instance.byteLength),
        sha256: instance.sha256,
        metadata: instance.metadata,
        origin: instance.origin,
        receivedAt: instance.receivedAt,
      },
    ],
    skipDuplicates: true,
  })
  return count === 1
}
