import type { Tx } from '../../client'

export interface Place {
  StudyInstanceUID: string
  SeriesInstanceUID: string
}

export async function placeOfInstance(tx: Tx, SOPInstanceUID: string): Promise<Place | null> {
  const found = await tx.instance.findUnique({
    where: { SOPInstanceUID },
    select: {
      series: { select: { SeriesInstanceUID: true, study: { select: { StudyInstanceUID: true } } } },
    },
  })
  if (!found) return null
  const { SeriesInstanceUID, study } = found.series
  return { SeriesInstanceUID, StudyInstanceUID: study.StudyInstanceUID }
}

export async function placeOfSeries(tx: Tx, SeriesInstanceUID: string): Promise<Place | null> {
  const found = await tx.series.findUnique({
    where: { SeriesInstanceUID },
    select: { SeriesInstanceUID: true, study: { select: { StudyInstanceUID: true } } },
  })
  return found && { SeriesInstanceUID, StudyInstanceUID: found.study.StudyInstanceUID }
}

/**
 * Takes an instance out of the index for good. @returns the blob that was received; null: it is not there any more. A
 * blob that was made for serving belongs to nobody then, and the sweep removes it.
 */
export async function takeOutAgain(tx: Tx, SOPInstanceUID: string, studyId: string): Promise<string | null> {
  const [gone] = await tx.$queryRaw<{ id: string; blob: string }[]>`
    delete from instance i using series se
    where se.id = i.series_pk and se.study_pk = ${studyId}::uuid and i.sop_instance_uid = ${SOPInstanceUID}
    returning i.id, i.blob_name as blob`
  if (!gone) return null
  const [original] = await tx.$queryRaw<{ blob: string }[]>`
    delete from instance_original where instance_pk = ${gone.id}::uuid returning blob_name as blob`
  return original?.blob ?? gone.blob
}
