/** One row of `GET /api/referrer/studies`. */
export interface ReferrerStudy {
  studyId: string
  StudyInstanceUID: string
  PatientName: { alphabetic: string; ideographic: string; phonetic: string }
  PatientID: string
  PatientBirthDate: string
  PatientSex: string
  StudyDate: string
  StudyDescription: string
  ModalitiesInStudy: string[]
  reportStatus: 'awaited' | 'preliminary' | 'final' | 'addended'
  /** Of the latest version; null while the report is awaited. */
  signedAt: string | null
  /** Of the latest report; addenda stand on the study's page. */
  impression: string | null
}
