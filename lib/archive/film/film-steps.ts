import { z } from 'zod'
import { wholePage } from './film-shapes'

/** A place in a picture: parts of its width and height, from the upper left. */
export type Point = readonly [number, number]

const part = z.number().min(0).max(1)
const point = z.tuple([part, part])
const text = (length: number) =>
  z
    .string()
    .max(length)
    // Backslash parts values in DICOM; control characters have no place in a name.
    .regex(/^[^\\\p{Cc}]*$/u, 'has characters that cannot be kept')
const code = z.string().regex(/^[A-Z0-9_ ]{0,16}$/, 'is not a DICOM code')
const date = z.union([z.literal(''), z.string().regex(/^\d{8}$/, 'is not a date')])
const uuid = z.uuid()

const label = z.object({
  PatientName: text(64),
  PatientID: text(64),
  PatientBirthDate: date,
  StudyDate: date,
})

const calibration = z.object({
  /** 'on-film': a ruler laid on the film; 'in-image': a radio-opaque one, exposed together with the patient. */
  ruler: z.enum(['on-film', 'in-image']),
  /** Its two marks in the page as it came, so that they stay true when film edges are moved afterwards. */
  from: point,
  to: point,
  millimetres: z.number().min(1).max(1_000),
})

/** Where a film is to be filed. */
export const filmTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('study'), studyId: uuid }),
  z.object({ kind: z.literal('patient'), patientId: uuid }),
  z.object({ kind: z.literal('order'), orderId: uuid }),
  z.object({
    kind: z.literal('new'),
    PatientName: text(64),
    PatientID: text(64),
    PatientBirthDate: date,
    PatientSex: z.enum(['', 'F', 'M', 'O']),
  }),
])

/** Everything a person decides about one film, as the draft keeps it. */
export const filmSteps = z.object({
  page: z.number().int().min(1).max(500),
  /** Corners of the film in the page: upper left, upper right, lower right, lower left as the page stands. */
  corners: z.tuple([point, point, point, point]),
  /** Quarter turns clockwise. */
  turns: z.number().int().min(0).max(3),
  mirrored: z.boolean(),
  /** "35x43": width and height in centimetres give the true proportions; '' when unknown. */
  filmSize: z.union([z.literal(''), z.string().regex(/^\d{2}x\d{2}$/)]),
  inverted: z.boolean(),
  calibration: calibration.nullable(),
  /** DF digitised film, SD scanned document (PS3.3 C.8.6.1). */
  ConversionType: z.enum(['DF', 'SD']),
  colour: z.boolean(),
  Modality: code,
  BodyPartExamined: code,
  ViewPosition: code,
  Laterality: z.enum(['', 'R', 'L']),
  SeriesDescription: text(64),
  StudyDescription: text(64),
  /** Whether words on the film name the patient (BurnedInAnnotation). */
  namesPatient: z.boolean(),
  /** What stands on the film itself, as a person reads it. */
  label,
  target: filmTarget.nullable(),
})

export type FilmSteps = z.infer<typeof filmSteps>
export type FilmLabel = FilmSteps['label']
export type FilmTarget = NonNullable<FilmSteps['target']>

export function firstSteps(): FilmSteps {
  return {
    page: 1,
    corners: wholePage,
    turns: 0,
    mirrored: false,
    filmSize: '',
    inverted: false,
    calibration: null,
    ConversionType: 'DF',
    colour: false,
    // Radiographic imaging by conventional film and screen (PS3.3 C.7.3.1.1.1).
    Modality: 'RG',
    BodyPartExamined: '',
    ViewPosition: '',
    Laterality: '',
    SeriesDescription: '',
    StudyDescription: '',
    namesPatient: true,
    label: { PatientName: '', PatientID: '', PatientBirthDate: '', StudyDate: '' },
    target: null,
  }
}
