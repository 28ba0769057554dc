import { db } from '../client'

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
  return {
    studyId: study.id,
    StudyInstanceUID: study.StudyInstanceUID,
    SeriesInstanceUID,
    sha256: found.sha256,
    blobName: found.blobName,
    byteLength: Number(found.byteLength),
  }
}
