import type { Prisma } from '../generated/client'

/** What is read of a scheduled step. */
export const stepColumns = {
  id: true,
  orderId: true,
  ScheduledProcedureStepID: true,
  status: true,
  ScheduledStationAETitle: true,
  ScheduledStationName: true,
  ScheduledProcedureStepLocation: true,
  Modality: true,
  ScheduledProcedureStepStartDate: true,
  ScheduledProcedureStepStartTime: true,
  ScheduledPerformingPhysicianName: true,
  ScheduledProcedureStepDescription: true,
  ScheduledProtocolCodeSequence: true,
  CommentsOnTheScheduledProcedureStep: true,
} as const

/** What is read of an order without its steps. */
export const orderOnlyColumns = {
  id: true,
  status: true,
  PatientID: true,
  IssuerOfPatientID: true,
  PatientName: true,
  PatientBirthDate: true,
  PatientSex: true,
  AccessionNumber: true,
  PlacerOrderNumberImagingServiceRequest: true,
  FillerOrderNumberImagingServiceRequest: true,
  StudyInstanceUID: true,
  RequestedProcedureID: true,
  RequestedProcedureDescription: true,
  RequestedProcedureCodeSequence: true,
  RequestedProcedurePriority: true,
  ReasonForTheRequestedProcedure: true,
  ReferringPhysicianName: true,
  RequestingPhysician: true,
  RequestingService: true,
  CurrentPatientLocation: true,
  AdmissionID: true,
  patientClass: true,
  MedicalAlerts: true,
  Allergies: true,
  origin: true,
  cancelReason: true,
  revision: true,
  createdAt: true,
  updatedAt: true,
  studyId: true,
  matchedBy: true,
  matchedAt: true,
  apartFrom: true,
} as const

export const orderColumns = {
  ...orderOnlyColumns,
  steps: {
    select: stepColumns,
    orderBy: [{ ScheduledProcedureStepStartDate: 'asc' }, { ScheduledProcedureStepID: 'asc' }],
  },
} satisfies Prisma.ImagingOrderSelect

/** As much of a study as is compared with an order and shown beside it. */
export const studyBesideOrder = {
  id: true,
  StudyInstanceUID: true,
  StudyDate: true,
  StudyTime: true,
  AccessionNumber: true,
  StudyDescription: true,
  ModalitiesInStudy: true,
  NumberOfStudyRelatedInstances: true,
  lastReceivedAt: true,
  synthetic: true,
  patient: {
    select: {
      id: true,
      PatientID: true,
      IssuerOfPatientID: true,
      PatientName: true,
      PatientBirthDate: true,
      PatientSex: true,
    },
  },
} as const
