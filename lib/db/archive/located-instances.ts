import { db } from '../client'

export interface InstanceUids {
  StudyInstanceUID: string
  SeriesInstanceUID?: string | undefined
  SOPInstanceUID?: string | undefined
}

const columns = {
  id: true,
  SOPInstanceUID: true,
  SOPClassUID: true,
  TransferSyntaxUID: true,
  InstanceNumber: true,
  NumberOfFrames: true,
  Rows: true,
  Columns: true,
  PhotometricInterpretation: true,
  blobName: true,
  byteLength: true,
  sha256: true,
  metadata: true,
  series: {
    select: {
      SeriesInstanceUID: true,
      Modality: true,
      study: { select: { id: true, StudyInstanceUID: true, revision: true } },
    },
  },
} as const

export type LocatedRow = Awaited<ReturnType<typeof locatedInstances>>[number]

/** Instances of a study, series, or the one; only under their real parents, in the order of series and numbers. */
export function locatedInstances({ StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID }: InstanceUids) {
  return db().instance.findMany({
    where: {
      ...(SOPInstanceUID === undefined ? {} : { SOPInstanceUID }),
      series: {
        ...(SeriesInstanceUID === undefined ? {} : { SeriesInstanceUID }),
        study: { StudyInstanceUID },
      },
    },
    select: columns,
    orderBy: [
      { series: { SeriesNumber: 'asc' } },
      { seriesId: 'asc' },
      { InstanceNumber: 'asc' },
      { id: 'asc' },
    ],
  })
}

/** The same by our own study id: what triage works through. */
export function instancesOfStudy(studyId: string) {
  return db().instance.findMany({
    where: { series: { studyId } },
    select: columns,
    orderBy: [
      { series: { SeriesNumber: 'asc' } },
      { seriesId: 'asc' },
      { InstanceNumber: 'asc' },
      { id: 'asc' },
    ],
  })
}
