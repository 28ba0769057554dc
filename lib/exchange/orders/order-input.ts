import { z } from 'zod'
import { isUid } from '@/lib/dicom/uid'
import { patientClasses } from '@/lib/reading/states'

// Text goes into DICOM data sets: no control characters, no backslash (it separates values), no longer than its VR.
const controls = /[\0-\x1f\x7f\\\p{Surrogate}]/u

function text(max: number) {
  return z
    .string()
    .trim()
    .max(max, `At most ${max} characters.`)
    .refine((value) => !controls.test(value), 'No line breaks, no backslash.')
}

const long = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `At most ${max} characters.`)
    .refine(
      (value) => !/[\0-\x08\x0b\x0c\x0e-\x1f\p{Surrogate}]/u.test(value),
      'Contains characters that are no text.',
    )

const date = z.string().regex(/^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/, 'Write the date as YYYYMMDD.')
const time = z.string().regex(/^([01]\d|2[0-3])[0-5]\d([0-5]\d)?$/, 'Write the time as HHMM.')
/** AE (PS3.5 6.2): 16 characters of the default repertoire. */
const aeTitle = z
  .string()
  .trim()
  .regex(/^[\x20-\x5b\x5d-\x7e]{1,16}$/, 'An AE title has 1 to 16 plain characters.')
const modality = z.string().regex(/^[A-Z0-9_ ]{1,16}$/, 'A modality is a word like CT, MR, DX.')
const personName = text(194).refine(
  (name) => name.split('=').every((group) => group.length <= 64),
  'Each form of the name has 64 characters at most.',
)

const code = z.strictObject({
  CodeValue: text(16).min(1, 'A code needs its value.'),
  CodingSchemeDesignator: text(16).min(1, 'A code needs its scheme.'),
  CodeMeaning: text(64).min(1, 'A code needs its meaning.'),
})
const codes = z.array(code).max(20).default([])

export const priorities = ['STAT', 'HIGH', 'ROUTINE', 'MEDIUM', 'LOW'] as const

const step = z.strictObject({
  ScheduledProcedureStepID: text(16).optional(),
  ScheduledStationAETitle: z.array(aeTitle).max(16).default([]),
  ScheduledStationName: text(16).default(''),
  ScheduledProcedureStepLocation: text(16).default(''),
  Modality: modality,
  ScheduledProcedureStepStartDate: date,
  ScheduledProcedureStepStartTime: time,
  ScheduledPerformingPhysicianName: personName.default(''),
  ScheduledProcedureStepDescription: text(64).default(''),
  ScheduledProtocolCodeSequence: codes,
  CommentsOnTheScheduledProcedureStep: long(10_240).default(''),
})

/** An order as a person or a machine enters it. What is left out of its numbers is given by us. */
export const orderInput = z.strictObject({
  PatientID: text(64).min(1, 'Say whose examination it is: the patient ID.'),
  IssuerOfPatientID: text(64).default(''),
  PatientName: personName.min(1, 'Say whose examination it is: the name.'),
  PatientBirthDate: date.or(z.literal('')).default(''),
  PatientSex: z.enum(['', 'F', 'M', 'O']).default(''),
  AccessionNumber: text(16).default(''),
  PlacerOrderNumberImagingServiceRequest: text(64).default(''),
  FillerOrderNumberImagingServiceRequest: text(64).default(''),
  StudyInstanceUID: z.string().refine(isUid, 'This is no UID.').optional(),
  RequestedProcedureID: text(16).default(''),
  RequestedProcedureDescription: text(64).min(1, 'Say what is to be examined.'),
  RequestedProcedureCodeSequence: codes,
  RequestedProcedurePriority: z.enum(priorities).default('ROUTINE'),
  ReasonForTheRequestedProcedure: text(64).default(''),
  ReferringPhysicianName: personName.default(''),
  RequestingPhysician: personName.default(''),
  RequestingService: text(64).default(''),
  CurrentPatientLocation: text(64).default(''),
  AdmissionID: text(64).default(''),
  patientClass: z.enum(['', ...patientClasses]).default(''),
  MedicalAlerts: text(64).default(''),
  Allergies: text(64).default(''),
  steps: z.array(step).min(1, 'An order has at least one scheduled step.').max(20),
})

export type OrderInput = z.infer<typeof orderInput>

export const orderQuery = z.strictObject({
  from: date.optional(),
  to: date.optional(),
  station: aeTitle.optional(),
  modality: modality.optional(),
  status: z.enum(['open', 'done', 'cancelled', 'all']).default('all'),
  q: z.string().max(200).default(''),
  limit: z.coerce.number().int().min(1).max(500).default(200),
})

export type OrderQuery = z.infer<typeof orderQuery>
