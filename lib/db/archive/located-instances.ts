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
  series: {
    select: {
      SeriesInstanceUID: true,
      Modality: true,
      study: { select: { id: true, StudyInstanceUID: true, revision: true } },
    },
  },
} as const

export type LocatedRow = Omit<Awaited<ReturnType<typeof locatedInstances>>[number], 'metadata'> & {
  metadata?: Uint8Array
}

/**
 * Instances of a study, series, or the one; only under their real parents, in the order of series and numbers. The
 * sealed attributes come along for the one only: those of a thousand slices are many megabytes.
 */
export function locatedInstances({ StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID }: InstanceUids) {
  return db().instance.findMany({
    where: {
      ...(SOPInstanceUID === undefined ? {} : { SOPInstanceUID }),
      series: {
        ...(SeriesInstanceUID === undefined ? {} : { SeriesInstanceUID }),
        study: { StudyInstanceUID },
      },
    },
    select: { ...columns, metadata: SOPInstanceUID !== undefined },
    orderBy: [
      { series: { SeriesNumber: 'asc' } },
      { seriesId: 'asc' },
      { InstanceNumber: 'asc' },
      { id: 'asc' },
    ],
  })
}

/** The sealed attributes of instances, by our own ids. */
export async function sealedMetadata(ids: readonly string[]): Promise<Map<string, Uint8Array>> {
  const rows = await db().instance.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, metadata: true },
  })
  return new Map(rows.map(({ id, metadata }) => [id, metadata]))
}
