import type { WorklistStep } from '@/lib/db/orders/worklist-steps'
import type { DicomJson } from '@/lib/dicom/dicom-json'
import { jsonOf } from '@/lib/dicom/json-of'
import { worklistStatus } from '@/lib/reading/step-status'
import { codesOf } from '../to-answer'

/** Every attribute of PS3.4 table K.6-1 that we keep, and the type 2 ones that we do not, empty. */
export function worklistItem(row: WorklistStep, anyStation: string): DicomJson {
  const { order } = row
  return jsonOf({
    AccessionNumber: order.AccessionNumber,
    ReferringPhysicianName: order.ReferringPhysicianName,
    ReferencedStudySequence: [],
    ReferencedPatientSequence: [],
    PatientName: order.PatientName,
    PatientID: order.PatientID,
    IssuerOfPatientID: order.IssuerOfPatientID,
    PatientBirthDate: order.PatientBirthDate,
    PatientSex: order.PatientSex,
    PatientWeight: [],
    MedicalAlerts: order.MedicalAlerts,
    Allergies: order.Allergies,
    PregnancyStatus: [],
    StudyInstanceUID: order.StudyInstanceUID,
    RequestingPhysician: order.RequestingPhysician,
    RequestingService: order.RequestingService,
    RequestedProcedureDescription: order.RequestedProcedureDescription,
    RequestedProcedureCodeSequence: codeItems(order.RequestedProcedureCodeSequence),
    AdmissionID: order.AdmissionID,
    SpecialNeeds: '',
    CurrentPatientLocation: order.CurrentPatientLocation,
    PatientState: '',
    ScheduledProcedureStepSequence: [stepItem(row, anyStation)],
    RequestedProcedureID: order.RequestedProcedureID,
    ReasonForTheRequestedProcedure: order.ReasonForTheRequestedProcedure,
    RequestedProcedurePriority: order.RequestedProcedurePriority,
    PatientTransportArrangements: '',
    PlacerOrderNumberImagingServiceRequest: order.PlacerOrderNumberImagingServiceRequest,
    FillerOrderNumberImagingServiceRequest: order.FillerOrderNumberImagingServiceRequest,
    ConfidentialityConstraintOnPatientDataDescription: '',
  })
}

function stepItem(row: WorklistStep, anyStation: string): DicomJson {
  return jsonOf({
    Modality: row.Modality,
    RequestedContrastAgent: '',
    ScheduledStationAETitle:
      row.ScheduledStationAETitle.length > 0 ? row.ScheduledStationAETitle : anyStation,
    ScheduledProcedureStepStartDate: row.ScheduledProcedureStepStartDate,
    ScheduledProcedureStepStartTime: row.ScheduledProcedureStepStartTime,
    ScheduledPerformingPhysicianName: row.ScheduledPerformingPhysicianName,
    ScheduledProcedureStepDescription: row.ScheduledProcedureStepDescription,
    ScheduledProtocolCodeSequence: codeItems(row.ScheduledProtocolCodeSequence),
    ScheduledProcedureStepID: row.ScheduledProcedureStepID,
    ScheduledStationName: row.ScheduledStationName,
    ScheduledProcedureStepLocation: row.ScheduledProcedureStepLocation,
    PreMedication: '',
    ScheduledProcedureStepStatus: worklistStatus(row.status),
    CommentsOnTheScheduledProcedureStep: row.CommentsOnTheScheduledProcedureStep,
  })
}

function codeItems(json: unknown): DicomJson[] {
  return codesOf(json).map((code) => jsonOf({ ...code }))
}
