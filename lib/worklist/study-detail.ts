import type { ReportDraftDto, ReportVersionDto } from '@/lib/reporting/report'
import type { WorklistRow } from './worklist-row'

export interface SeriesDetail {
  SeriesInstanceUID: string
  Modality: string
  SeriesNumber: number | null
  SeriesDescription: string
  BodyPartExamined: string
  Laterality: string
  instances: {
    SOPInstanceUID: string
    SOPClassUID: string
    InstanceNumber: number | null
    NumberOfFrames: number
    hasPixelData: boolean
    TransferSyntaxUID: string
    ViewPosition: string
  }[]
}

/** `GET /api/studies/:studyId`: what the reading page and the referrer's page need; parts the role may not see are null. */
export interface StudyDetail {
  row: WorklistRow | null // null for roles without worklist:read
  study: {
    studyId: string
    StudyInstanceUID: string
    PatientName: { alphabetic: string; ideographic: string; phonetic: string }
    PatientID: string
    PatientBirthDate: string
    PatientSex: string
    AccessionNumber: string
    StudyDescription: string
    StudyDate: string
    StudyTime: string
    ReferringPhysicianName: string
    InstitutionName: string
    synthetic: boolean
    identityConflict: boolean
  }
  series: SeriesDetail[]
  priors: {
    studyId: string
    StudyInstanceUID: string
    StudyDate: string
    StudyDescription: string
    ModalitiesInStudy: string[]
    NumberOfStudyRelatedInstances: number
    state: string
  }[]
  modelRuns:
    | {
        modelName: string
        modelVersion: string
        modelSha256: string
        outcome: string
        reason: string
        urgency: string
        SOPInstanceUID: string
        startedAt: string
        durationMs: number
        findings: {
          name: string
          label: string
          probability: number
          operatingPoint: number
          positive: boolean
          urgency: string
        }[]
      }[]
    | null
  report: { draft: ReportDraftDto | null; versions: ReportVersionDto[] } | null
  events: { type: string; at: string; actor: string }[]
  /** What this reader may do here and now, so that the page shows no button that would be refused. */
  permissions: {
    claim: boolean
    takeOver: boolean
    draft: boolean
    signPreliminary: boolean
    signFinal: boolean
    addend: boolean
    setUrgency: boolean
  }
}
