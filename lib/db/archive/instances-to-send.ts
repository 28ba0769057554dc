import { db } from '../client'
import { instanceColumns, type LocatedRow } from './located-instances'

/** Unique keys of each level; at least one is given, and all that are given must hold. */
export interface RetrieveKeys {
  PatientID?: string | undefined
  StudyInstanceUIDs?: readonly string[] | undefined
  SeriesInstanceUIDs?: readonly string[] | undefined
  SOPInstanceUIDs?: readonly string[] | undefined
}

/** Instances under any of the keys, series by series in the order of their numbers; not more than `limit`. */
export function instancesToSend(keys: RetrieveKeys, limit: number): Promise<LocatedRow[]> {
  const { PatientID, StudyInstanceUIDs, SeriesInstanceUIDs, SOPInstanceUIDs } = keys
  return db().instance.findMany({
    where: {
      ...(SOPInstanceUIDs && { SOPInstanceUID: { in: [...SOPInstanceUIDs] } }),
      series: {
        ...(SeriesInstanceUIDs && { SeriesInstanceUID: { in: [...SeriesInstanceUIDs] } }),
        study: {
          ...(StudyInstanceUIDs && { StudyInstanceUID: { in: [...StudyInstanceUIDs] } }),
          ...(PatientID !== undefined && { patient: { PatientID } }),
        },
      },
    },
    select: instanceColumns,
    orderBy: [
      { series: { studyId: 'asc' } },
      { series: { SeriesNumber: 'asc' } },
      { seriesId: 'asc' },
      { InstanceNumber: 'asc' },
      { id: 'asc' },
    ],
    take: limit,
  })
}
