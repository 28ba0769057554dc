import type { AiState, AiUrgency, PatientClass, ReadingState, Urgency } from '@/lib/reading/states'

/** One row of the live list, as `GET /api/worklist` answers it. Instants are ISO 8601 in UTC. */
export interface WorklistRow {
  studyId: string
  StudyInstanceUID: string
  PatientName: { alphabetic: string; ideographic: string; phonetic: string }
  PatientID: string
  PatientBirthDate: string
  PatientSex: string
  identityConflict: boolean
  AccessionNumber: string
  StudyDescription: string
  StudyDate: string
  StudyTime: string
  ReferringPhysicianName: string
  ModalitiesInStudy: string[]
  bodyParts: string[]
  NumberOfStudyRelatedSeries: number
  NumberOfStudyRelatedInstances: number
  synthetic: boolean
  state: ReadingState
  urgency: Urgency
  patientClass: PatientClass
  receivedAt: string
  readableAt: string
  dueAt: string
  /** One sentence: why the study stands where it stands. "Due 09:42 · ED STAT 60 min → AI pneumothorax 0.91: 15 min" is built from it by the client, which knows the reader's time zone. */
  reason: string
  ai: {
    state: AiState
    urgency: AiUrgency
    /** For abstained, ineligible, failed, off: why, in words. */
    reason: string
    findings: { name: string; label: string; probability: number; positive: boolean; urgency: AiUrgency }[]
    model: { name: string; version: string; sha256: string } | null
  }
  claim: { userId: string; displayName: string; since: string; expiresAt: string; mine: boolean } | null
  hasDraft: boolean
  priorCount: number
  /** Images came after the report was signed, and nobody has added to it since: it needs an addendum. */
  imagesAfterReport?: boolean
}

export const worklistViews = [
  'to-read',
  'mine',
  'unclaimed',
  'ai-critical',
  'overdue',
  'to-sign',
  'done-today',
] as const
export type WorklistView = (typeof worklistViews)[number]

export interface WorklistAnswer {
  rows: WorklistRow[]
  counts: Record<WorklistView, number>
  /** What is missing right now, in words: model off, worker away. Empty when all is well. */
  notices: string[]
  serverTime: string
}
