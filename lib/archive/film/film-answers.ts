import type { FilmLabel, FilmSteps } from './film-steps'

/** What the decoder found in the file as it was handed in. */
export interface FilmSource {
  mediaType: 'image/jpeg' | 'image/png' | 'image/tiff' | 'application/pdf'
  pages: number
  /** Of each page, after EXIF orientation; of a PDF in the pixels it is drawn with. */
  sizes: { width: number; height: number }[]
  bits: 8 | 16
  colour: boolean
}

/** A draft in a list. */
export interface FilmLine {
  id: string
  ownerName: string
  mediaType: string
  pages: number
  updatedAt: string
}

/** One film, for the page that works on it. */
export interface FilmDetail extends FilmLine {
  state: 'draft' | 'filed'
  source: FilmSource
  steps: FilmSteps
  revision: number
}

export type CheckLevel = 'good' | 'mind' | 'bad'

export interface FilmCheck {
  name: 'size' | 'sharpness' | 'highlights' | 'shadows' | 'range' | 'glare'
  level: CheckLevel
  words: string
}

/** What the film will look like, in figures. */
export interface FilmChecks {
  width: number
  height: number
  bits: 8 | 16
  /** 64 bins from black to white, parts of all pixels. */
  histogram: number[]
  checks: FilmCheck[]
}

/** What reading the film's own words suggests. Nothing of it is taken over by itself. */
export interface LabelReading {
  /** false: Tesseract or its language data is not installed. */
  installed: boolean
  lines: string[]
  suggestions: Partial<FilmLabel> & {
    Laterality?: 'R' | 'L'
    ViewPosition?: string
    BodyPartExamined?: string
  }
}

export interface PatientMatch {
  patientId: string
  PatientID: string
  IssuerOfPatientID: string
  PatientName: string
  PatientBirthDate: string
  PatientSex: string
  studies: {
    studyId: string
    StudyDate: string
    StudyDescription: string
    AccessionNumber: string
    ModalitiesInStudy: string[]
  }[]
}

export interface OrderMatch {
  orderId: string
  PatientID: string
  PatientName: string
  PatientBirthDate: string
  PatientSex: string
  AccessionNumber: string
  RequestedProcedureDescription: string
}

export interface FilmMatches {
  patients: PatientMatch[]
  orders: OrderMatch[]
}

/** What will be written into the object, for the comparison with the film. */
export interface FilingIdentity {
  PatientName: string
  PatientID: string
  PatientBirthDate: string
  StudyDate: string
  /** In words: which study the film joins. */
  place: string
}

export interface FiledFilm {
  studyId: string
  SOPInstanceUID: string
  calibrated: boolean
}
