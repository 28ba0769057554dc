/** Shapes of `/api/rules`, `/api/destinations` and `/api/transfers`; exchange/answers-agree.ts holds them to the server's. */
export interface DestinationListing {
  id: string
  name: string
  kind: 'dimse' | 'dicomweb'
  aeTitle: string
  url: string
}

export const ruleKinds = ['forward', 'prefetch', 'retention', 'quota', 'cold'] as const
export type RuleKind = (typeof ruleKinds)[number]

export interface RuleCondition {
  Modality: string[]
  BodyPartExamined: string[]
  StudyDescription: string[]
  InstitutionName: string[]
  origin: string[]
}

export type RuleDraft = { name: string; condition: RuleCondition } & (
  | { kind: 'forward'; settings: { destinationId: string } }
  | { kind: 'prefetch'; settings: { destinationId: string; most: number; years: number } }
  | { kind: 'retention' | 'cold'; settings: { days: number } }
  | { kind: 'quota'; settings: { gigabytes: number } }
)

export type RuleListing = RuleDraft & {
  id: string
  enabledAt: string | null
  lastRunAt: string | null
  lastRun: Record<string, number> | null
}

export interface DryRun {
  basis: 'last-30-days' | 'now'
  studies: number
  instances: number
  bytes: number
  sparedUnread: number
  sparedHeld: number
  perDay: { day: string; studies: number }[]
  sample: { studyId: string; StudyDate: string; StudyDescription: string; ModalitiesInStudy: string[] }[]
  lookedAt: number
  isCut: boolean
}

export type TransferState = 'waiting' | 'running' | 'done' | 'dead' | 'cancelled'

export interface TransferListing {
  id: string
  direction: 'send' | 'fetch'
  state: TransferState
  destination: string
  rule: string | null
  StudyDate: string
  ModalitiesInStudy: string[]
  AccessionNumber: string
  attempts: number
  instances: number
  done: number
  lastError: string
  updatedAt: string
}

export interface TransfersAnswer {
  transfers: TransferListing[]
  counts: Partial<Record<TransferState, number>>
}
