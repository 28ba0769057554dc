import { quarantinedById } from '@/lib/db/archive/reconcile/quarantined'
import { AppError } from '@/lib/errors'
import { readInstanceHeader } from '@/lib/dicom/instance-header'
import { readPart10 } from '@/lib/dicom/read-part10'
import { storage } from '@/lib/storage/storage'
import { renderInstance } from '../render-instance'

/** A small picture of a quarantined object, so that a person sees what it is. @throws AppError not-found | not-acceptable */
export async function quarantinedImage(id: string): Promise<Buffer> {
  const row = await quarantinedById(id)
  const blobName = row?.blobName
  if (!row || !blobName) throw new AppError('not-found', 'This object is not in quarantine any more.')
  const store = await storage()
  const part10 = await readPart10(
    (offset, length) => store.readRange(blobName, offset, length),
    Number(row.byteLength),
  )
  const header = readInstanceHeader(part10)
  if (!header.hasPixelData) throw new AppError('not-found', 'There is no image in this object.')
  const { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID, SOPClassUID, TransferSyntaxUID } = header
  const { Modality, InstanceNumber, NumberOfFrames, Rows, Columns, hasPixelData } = header
  const instance = {
    id,
    studyId: '',
    ...{ StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID, SOPClassUID, TransferSyntaxUID },
    ...{ Modality, InstanceNumber, NumberOfFrames, Rows, Columns, hasPixelData },
    blobName,
    byteLength: Number(row.byteLength),
    sha256: row.sha256,
    studyRevision: 0,
    metadata: () => Promise.resolve(part10.json),
  }
  return renderInstance(instance, 1, { format: 'jpeg', width: 320, height: 320 })
}
