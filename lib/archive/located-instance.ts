import { sealedMetadata, type LocatedRow } from '@/lib/db/archive/located-instances'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { AppError } from '@/lib/errors'
import type { Storage } from '@/lib/storage/open-storage'
import { unpackMetadata } from './pack-metadata'

/** An instance of the archive: what is asked of it most, and the rest on demand. */
export interface LocatedInstance {
  id: string
  studyId: string
  StudyInstanceUID: string
  SeriesInstanceUID: string
  SOPInstanceUID: string
  SOPClassUID: string
  TransferSyntaxUID: string
  Modality: string
  InstanceNumber: number | null
  NumberOfFrames: number | null
  Rows: number | null
  Columns: number | null
  hasPixelData: boolean
  blobName: string
  byteLength: number
  sha256: Uint8Array
  /** Grows with every change of the study: what ETags are made of. */
  studyRevision: number
  /** All attributes; read and opened anew at each call, so keep what you get. Of many: `withMetadata`. */
  metadata(): Promise<DicomJson>
}

export function toLocatedInstance(storage: Storage, row: LocatedRow): LocatedInstance {
  const { series, metadata, PhotometricInterpretation, byteLength, ...plain } = row
  return {
    ...plain,
    studyId: series.study.id,
    StudyInstanceUID: series.study.StudyInstanceUID,
    studyRevision: series.study.revision,
    SeriesInstanceUID: series.SeriesInstanceUID,
    Modality: series.Modality,
    hasPixelData: PhotometricInterpretation !== null,
    byteLength: Number(byteLength),
    metadata: async () => {
      const sealed = metadata ?? (await sealedMetadata([plain.id])).get(plain.id)
      if (!sealed) throw new AppError('not-found', 'This object has just been removed.')
      return unpackMetadata(storage, sealed)
    },
  }
}
