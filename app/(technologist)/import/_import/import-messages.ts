import type { FileVerdict } from '@/lib/dicom/media/verdict'

export interface PickedFile {
  label: string
  file: File
}

/** A study on the medium, as its files describe it. '' as UID: files that do not say where they belong. */
export interface FoundStudy {
  StudyInstanceUID: string
  PatientName: string
  PatientID: string
  PatientBirthDate: string
  StudyDate: string
  StudyDescription: string
  modalities: string[]
  images: number
  bytes: number
}

export interface Progress {
  files: number
  doneFiles: number
  bytes: number
  doneBytes: number
  /** What the lanes are at. */
  sending: { label: string; part: number }[]
}

/** From the page to the worker that holds the files. */
export type ToWorker =
  | { type: 'read'; files: PickedFile[] }
  | { type: 'read-end' }
  | { type: 'send'; studies: string[] }
  | { type: 'pause' }
  | { type: 'go-on' }
  | { type: 'cancel' }

/** From the worker to the page. */
export type FromWorker =
  | { type: 'reading'; files: number; images: number }
  | { type: 'found'; studies: FoundStudy[]; missing: number }
  | { type: 'verdicts'; verdicts: FileVerdict[] }
  | { type: 'progress'; progress: Progress }
  | { type: 'resumed' }
  | { type: 'held'; words: string }
  | { type: 'end'; state: 'done' | 'cancelled' | 'failed' }
