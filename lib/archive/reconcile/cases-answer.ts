import type { ChangeKind } from './change'
import type { QuarantinedConflict } from '../conflicts'

/** What the reconcile page shows. */
export interface ReconcileAnswer {
  quarantine: QuarantineCase[]
  /** Records that share a Patient ID and say different things of the person. */
  patients: PatientCase[]
  holds: HoldShown[]
  changes: ChangeShown[]
  undoDays: number
}

export interface IdentityShown {
  PatientID: string
  IssuerOfPatientID: string
  PatientName: string
  PatientBirthDate: string
  PatientSex: string
}

export interface StudyShown {
  studyId: string
  StudyInstanceUID: string
  StudyDate: string
  StudyDescription: string
  AccessionNumber: string
  ModalitiesInStudy: string[]
  images: number
}

export interface QuarantineCase {
  /** One case: objects that came for one study, contradict it in one way, and name one patient. */
  key: string
  conflict: QuarantinedConflict
  ids: string[]
  objects: number
  timesSeen: number
  bytes: number
  receivedAt: string
  origin: string
  /** Objects stand under the same SOP Instance UIDs: to let these in is to replace those. */
  replaces: boolean
  incoming: IdentityShown & {
    StudyInstanceUID: string
    StudyDate: string
    StudyDescription: string
    AccessionNumber: string
    modalities: string[]
  }
  /** What is stored where they wanted to go; null: it has gone meanwhile. */
  stored: { patientId: string; identity: IdentityShown; study: StudyShown } | null
}

export interface PatientCase {
  PatientID: string
  IssuerOfPatientID: string
  records: PatientShown[]
}

export interface PatientShown {
  patientId: string
  identity: IdentityShown
  studies: StudyShown[]
}

export interface HoldShown {
  studyId: string
  reason: string
  setAt: string
  setBy: string
  PatientName: string
  PatientID: string
  StudyDate: string
  StudyDescription: string
}

export interface ChangeShown {
  id: string
  kind: ChangeKind
  reason: string
  reasonCode: string
  at: string
  by: string
  objects: number
  canUndo: boolean
  undoUntil: string | null
  undoneAt: string | null
  undoneBy: string
}
