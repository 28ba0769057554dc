import { db } from '../client'

/** Bytes are those that were received, also where others are served (instance_original). */
export interface StoredIdentity {
  studyId: string
  StudyInstanceUID: string
  SeriesInstanceUID: string
  sha256: Uint8Array
  blobName: string
  byteLength: number
}

/** Where an SOP Instance UID stands in the archive; null where it does not. */
export async function storedIdentity(SOPInstanceUID: string): Promise<StoredIdentity | null> {
  const found = await db().instance.findUnique({
    where: { SOPInstanceUID },
    select: {
      id: true,
      sha256: true,
      blobName: true,
      byteLength: true,
      series: {
        select: { SeriesInstanceUID: true, study: { select: { id: true, StudyInstanceUID: true } } },
      },
    },
  })
  if (!found) return null
  const { SeriesInstanceUID, study } = found.series
  const original = await db().instanceOriginal.findUnique({
    where: { instanceId: found.id },
    select: { sha256: true, blobName: true, byteLength: true },
  })
  const { sha256, blobName, byteLength } = original ?? found
  return {
    studyId: study.id,
    StudyInstanceUID: study.StudyInstanceUID,
    SeriesInstanceUID,
    ...{ sha256, blobName },
    byteLength: Number(byteLength),
  }
}
