import type { DicomObject } from '@/lib/dicom/media/file-identity'
import { identifyFile } from '@/lib/dicom/media/identify-file'
import { isSkipped, type MediaEntry, type MediaFile } from '@/lib/dicom/media/media-file'
import { walkMedia } from '@/lib/dicom/media/walk-media'
import type { FileVerdict } from '@/lib/dicom/media/verdict'
import { blobSource } from './blob-source'
import type { FoundStudy, PickedFile } from './import-messages'

/** One DICOM object on the medium, not yet sent. */
export interface FoundObject {
  source: Blob
  file: MediaFile
  SOPInstanceUID: string
  StudyInstanceUID: string
  missingHeader: Uint8Array | null
}

export interface Medium {
  files: number
  objects: FoundObject[]
  studies: Map<string, FoundStudy>
  promised: Set<string>
}

export function emptyMedium(): Medium {
  return { files: 0, objects: [], studies: new Map(), promised: new Set() }
}

/** Reads what one picked file holds: the beginning of each object, no more. */
export async function readPicked(
  { file, label }: PickedFile,
  medium: Medium,
  skip: (verdict: FileVerdict) => void,
): Promise<void> {
  for await (const entry of walkMedia(blobSource(file, label))) {
    medium.files += 1
    const reason = await reasonToSkip(entry, file, medium)
    if (reason === null) continue
    skip({ label: entry.label, size: 'size' in entry ? entry.size : 0, verdict: 'skipped', words: reason })
  }
}

async function reasonToSkip(entry: MediaEntry, source: Blob, medium: Medium): Promise<string | null> {
  if (isSkipped(entry)) return entry.skipped
  try {
    const identity = await identifyFile(entry)
    if (identity.kind === 'skipped') return identity.reason
    if (identity.kind === 'dicomdir') {
      for (const uid of identity.references) medium.promised.add(uid)
      return 'DICOMDIR, the directory of the medium.'
    }
    const { SOPInstanceUID, StudyInstanceUID, missingHeader } = identity
    medium.objects.push({ source, file: entry, SOPInstanceUID, StudyInstanceUID, missingHeader })
    count(medium, identity, entry.size)
    return null
  } catch {
    return 'The file could not be read from the medium. Copy it again.'
  }
}

function count({ studies }: Medium, object: DicomObject, size: number): void {
  const { StudyInstanceUID, PatientName, PatientID, PatientBirthDate, StudyDate, StudyDescription } = object
  let study = studies.get(StudyInstanceUID)
  if (!study) {
    const described = { PatientName, PatientID, PatientBirthDate, StudyDate, StudyDescription }
    study = { StudyInstanceUID, ...described, modalities: [], images: 0, bytes: 0 }
    studies.set(StudyInstanceUID, study)
  }
  study.images += 1
  study.bytes += size
  if (object.Modality !== '' && !study.modalities.includes(object.Modality))
    study.modalities.push(object.Modality)
}

/** How many images a DICOMDIR on the medium names that are not there. */
export function missingOf({ promised, objects }: Medium): number {
  const there = new Set(objects.map(({ SOPInstanceUID }) => SOPInstanceUID))
  return [...promised].filter((uid) => !there.has(uid)).length
}
