import type { OrderAnswer } from '@/lib/exchange/orders/order-answer'
import { clockTime } from './order-words'

/** What the form holds: text throughout. */
export interface OrderDraft {
  PatientID: string
  IssuerOfPatientID: string
  PatientName: string
  PatientBirthDate: string
  PatientSex: string
  RequestedProcedureDescription: string
  ReasonForTheRequestedProcedure: string
  RequestedProcedurePriority: string
  patientClass: string
  CurrentPatientLocation: string
  ReferringPhysicianName: string
  MedicalAlerts: string
  Allergies: string
  AccessionNumber: string
  Modality: string
  ScheduledStationAETitle: string
  date: string
  /** HH:MM */
  time: string
}

export function draftOf(order: OrderAnswer | null, day: string): OrderDraft {
  const step = order?.steps[0]
  return {
    PatientID: order?.PatientID ?? '',
    IssuerOfPatientID: order?.IssuerOfPatientID ?? '',
    PatientName: order?.PatientNameText ?? '',
    PatientBirthDate: order?.PatientBirthDate ?? '',
    PatientSex: order?.PatientSex ?? '',
    RequestedProcedureDescription: order?.RequestedProcedureDescription ?? '',
    ReasonForTheRequestedProcedure: order?.ReasonForTheRequestedProcedure ?? '',
    RequestedProcedurePriority: order?.RequestedProcedurePriority ?? 'ROUTINE',
    patientClass: order?.patientClass ?? '',
    CurrentPatientLocation: order?.CurrentPatientLocation ?? '',
    ReferringPhysicianName: order?.ReferringPhysicianName ?? '',
    MedicalAlerts: order?.MedicalAlerts ?? '',
    Allergies: order?.Allergies ?? '',
    AccessionNumber: order?.AccessionNumber ?? '',
    Modality: step?.Modality ?? '',
    ScheduledStationAETitle: step?.ScheduledStationAETitle.join(' ') ?? '',
    date: step?.ScheduledProcedureStepStartDate ?? day,
    time: clockTime(step?.ScheduledProcedureStepStartTime ?? ''),
  }
}

/** The body of the request: what the form does not show of an order stays as it was. */
export function inputOf(draft: OrderDraft, order: OrderAnswer | null): object {
  const { Modality, ScheduledStationAETitle, date, time, ...fields } = draft
  const [first, ...others] = order?.steps ?? []
  const step = {
    ...(first && stepInput(first)),
    Modality: Modality.trim().toUpperCase(),
    ScheduledStationAETitle: ScheduledStationAETitle.split(/[\s,]+/).filter((title) => title !== ''),
    ScheduledProcedureStepStartDate: date,
    ScheduledProcedureStepStartTime: time.replaceAll(':', ''),
  }
  return { ...(order && keptOf(order)), ...fields, steps: [step, ...others.map(stepInput)] }
}

function stepInput({ id: _id, status: _status, ...step }: OrderAnswer['steps'][number]) {
  return step
}

function keptOf(order: OrderAnswer) {
  const {
    PlacerOrderNumberImagingServiceRequest,
    FillerOrderNumberImagingServiceRequest,
    StudyInstanceUID,
    RequestedProcedureID,
    RequestedProcedureCodeSequence,
    RequestingPhysician,
    RequestingService,
    AdmissionID,
  } = order
  return {
    PlacerOrderNumberImagingServiceRequest,
    FillerOrderNumberImagingServiceRequest,
    StudyInstanceUID,
    RequestedProcedureID,
    RequestedProcedureCodeSequence,
    RequestingPhysician,
    RequestingService,
    AdmissionID,
  }
}
