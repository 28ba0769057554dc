import { z } from 'zod'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/may'
import type { WorklistRecord } from '@/lib/db/reading/sql/worklist-rows'
import { splitPersonName } from '@/lib/dicom/split-person-name'
import { dueReason, dueReasonSentence } from '@/lib/reading/due-reason'
import {
  aiStates,
  aiUrgencies,
  patientClasses,
  readingStates,
  urgencies,
  type AiUrgency,
} from '@/lib/reading/states'
import type { WorklistRow } from './worklist-row'

const aiUrgency = z.enum(aiUrgencies).catch('none')

const closedSets = z.object({
  state: z.enum(readingStates),
  urgency: z.enum(urgencies),
  patientClass: z.enum(patientClasses),
  aiState: z.enum(aiStates),
  dueReasons: z.array(dueReason),
  runs: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      sha256: z.string(),
      urgency: aiUrgency,
      findings: z.array(
        z.object({
          name: z.string(),
          label: z.string(),
          probability: z.number(),
          positive: z.boolean(),
          urgency: aiUrgency,
        }),
      ),
    }),
  ),
})

type Runs = z.infer<typeof closedSets>['runs']

/** A database row as this actor may see it: who may not read AI results gets the deadline without the finding. */
export function toRow(record: WorklistRecord, actor: Actor): WorklistRow {
  const { state, urgency, patientClass, aiState, dueReasons, runs } = closedSets.parse(record)
  const findings = may(actor, 'ai:read').allowed
  return {
    studyId: record.studyId,
    StudyInstanceUID: record.StudyInstanceUID,
    PatientName: splitPersonName(record.PatientName),
    PatientID: record.PatientID,
    PatientBirthDate: record.PatientBirthDate,
    PatientSex: record.PatientSex,
    identityConflict: record.identityConflict,
    AccessionNumber: record.AccessionNumber,
    StudyDescription: record.StudyDescription,
    StudyDate: record.StudyDate,
    StudyTime: record.StudyTime,
    ReferringPhysicianName: record.ReferringPhysicianName,
    ModalitiesInStudy: record.ModalitiesInStudy,
    bodyParts: record.bodyParts,
    NumberOfStudyRelatedSeries: record.NumberOfStudyRelatedSeries,
    NumberOfStudyRelatedInstances: record.NumberOfStudyRelatedInstances,
    synthetic: record.synthetic,
    state,
    urgency,
    patientClass,
    receivedAt: record.receivedAt.toISOString(),
    readableAt: record.readableAt.toISOString(),
    dueAt: record.dueAt.toISOString(),
    reason: `${dueReasonSentence(dueReasons, { findings })}${record.imagesAfterReport ? ' · new images after the report' : ''}`,
    imagesAfterReport: record.imagesAfterReport,
    ai: { state: aiState, reason: findings ? record.aiReason : '', ...(findings ? seen(runs) : unseen) },
    claim: toClaim(record, actor),
    hasDraft: record.hasDraft,
    priorCount: record.priorCount,
  }
}

const unseen: Omit<WorklistRow['ai'], 'state' | 'reason'> = {
  urgency: 'none',
  findings: [],
  model: null,
}

/** The most pressing run speaks for the study; its positive findings and the likeliest others fit a row. */
function seen(runs: Runs): typeof unseen {
  const [first] = [...runs].sort((a, b) => rank(a.urgency) - rank(b.urgency))
  if (!first) return unseen
  const { name, version, sha256, urgency, findings } = first
  return { urgency, findings: findings.slice(0, 8), model: { name, version, sha256 } }
}

function rank(urgency: AiUrgency): number {
  return aiUrgencies.indexOf(urgency)
}

function toClaim(record: WorklistRecord, actor: Actor): WorklistRow['claim'] {
  const { claimedById, claimedByName, claimedAt, claimExpiresAt } = record
  if (!claimedById || !claimedAt || !claimExpiresAt) return null
  return {
    userId: claimedById,
    displayName: claimedByName ?? '',
    since: claimedAt.toISOString(),
    expiresAt: claimExpiresAt.toISOString(),
    mine: actor.kind === 'user' && actor.userId === claimedById,
  }
}
