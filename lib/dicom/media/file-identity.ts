/** What a file on a medium is, by its content. */
export type FileIdentity = DicomObject | DicomDir | NoImage

export interface DicomObject {
  kind: 'object'
  /** '' where the beginning of the file does not tell; the archive then says what is wrong with it. */
  SOPInstanceUID: string
  StudyInstanceUID: string
  PatientName: string
  PatientID: string
  PatientBirthDate: string
  StudyDate: string
  StudyDescription: string
  Modality: string
  /** Preamble and header that the file lacks and that go before its bytes; null where it has its own. */
  missingHeader: Uint8Array | null
}

export interface DicomDir {
  kind: 'dicomdir'
  /** SOP Instance UIDs that the directory of the medium promises (PS3.3 F.5). */
  references: string[]
}

export interface NoImage {
  kind: 'skipped'
  reason: string
}
