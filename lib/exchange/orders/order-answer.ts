import type { PersonNameGroups } from '@/lib/dicom/split-person-name'
import type { CaseReason } from '@/lib/reading/match-order'

/** Code Sequence item (PS3.3 8). */
export interface CodeAnswer {
  CodeValue: string
  CodingSchemeDesignator: string
  CodeMeaning: string
}

export interface PatientAnswer {
  PatientID: string
  IssuerOfPatientID: string
  PatientName: PersonNameGroups
  /** PN as it stands */
  PatientNameText: string
  PatientBirthDate: string
  PatientSex: string
}

export interface StepAnswer {
  id: string
  ScheduledProcedureStepID: string
  status: string
  ScheduledStationAETitle: string[]
  ScheduledProcedureStepLocation: string
  Modality: string
  ScheduledProcedureStepStartDate: string
  ScheduledProcedureStepStartTime: string
  ScheduledPerformingPhysicianName: string
  ScheduledProcedureStepDescription: string
  ScheduledProtocolCodeSequence: CodeAnswer[]
  CommentsOnTheScheduledProcedureStep: string
}

export interface OrderHeadAnswer extends PatientAnswer {
  id: string
  /** active completed revoked */
  status: string
  AccessionNumber: string
  PlacerOrderNumberImagingServiceRequest: string
  FillerOrderNumberImagingServiceRequest: string
  StudyInstanceUID: string
  RequestedProcedureID: string
  RequestedProcedureDescription: string
  RequestedProcedureCodeSequence: CodeAnswer[]
  RequestedProcedurePriority: string
  ReasonForTheRequestedProcedure: string
  ReferringPhysicianName: string
  RequestingPhysician: string
  RequestingService: string
  CurrentPatientLocation: string
  AdmissionID: string
  patientClass: string
  MedicalAlerts: string
  Allergies: string
  cancelReason: string
  revision: number
  createdAt: string
  studyId: string | null
  matchedBy: string
}

export interface OrderAnswer extends OrderHeadAnswer {
  steps: StepAnswer[]
}

/** `GET /api/orders`: one line a scheduled step. */
export interface OrdersAnswer {
  lines: { step: StepAnswer; order: OrderHeadAnswer }[]
  /** More lines exist than were asked for. */
  isCut: boolean
  stations: string[]
  modalities: string[]
}

export interface StudyBesideAnswer {
  studyId: string
  StudyInstanceUID: string
  StudyDate: string
  StudyTime: string
  AccessionNumber: string
  StudyDescription: string
  ModalitiesInStudy: string[]
  NumberOfStudyRelatedInstances: number
  lastReceivedAt: string
  synthetic: boolean
  patient: PatientAnswer
}

/** `GET /api/orders/unmatched`: what waits for its other half, and pairs that a person must look at. */
export interface UnmatchedAnswer {
  orders: OrderAnswer[]
  studies: StudyBesideAnswer[]
  cases: { order: OrderAnswer; study: StudyBesideAnswer; why: CaseReason }[]
}

export interface PatientsAnswer {
  patients: PatientAnswer[]
}
