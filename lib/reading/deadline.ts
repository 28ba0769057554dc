import { dueAt } from './due-at'
import type { DueReason } from './due-reason'
import type { PatientClass, Urgency } from './states'

/** A deadline with its reasons: what `reading_task` keeps. */
export interface Deadline {
  readableAt: Date
  targetMinutes: number
  reasons: DueReason[]
}

export interface ClassReason {
  source: 'class' | 'person'
  urgency: Urgency
  patientClass: PatientClass
  targetMinutes: number
  at: Date
}

/** When the study is due: the class and the most pressing AI result, both counted from the moment it was readable. */
export function deadlineAt(deadline: Deadline): Date {
  const ai = deadline.reasons.filter((reason) => reason.source === 'ai').map((reason) => reason.targetMinutes)
  const advancedTo = ai.length ? new Date(deadline.readableAt.getTime() + Math.min(...ai) * 60_000) : null
  return dueAt({ readableAt: deadline.readableAt, targetMinutes: deadline.targetMinutes, advancedTo })
}

/**
 * Sets the class part; what AI has said stays. A person who corrects the class may move the deadline back with it,
 * but never behind the AI part.
 */
export function withClass(deadline: Deadline, by: ClassReason): Deadline {
  const reason: DueReason = {
    source: by.source,
    text: `${by.patientClass} ${by.urgency}`,
    targetMinutes: by.targetMinutes,
    at: by.at.toISOString(),
  }
  const ai = deadline.reasons.filter((other) => other.source === 'ai')
  return { ...deadline, targetMinutes: by.targetMinutes, reasons: [reason, ...ai] }
}

/** Adds what one model run says; a run heard before can only become more pressing. */
export function withAi(deadline: Deadline, reason: DueReason): Deadline {
  const before = deadline.reasons.find((other) => isSameRun(other, reason))
  if (before && before.targetMinutes <= reason.targetMinutes) return deadline
  return { ...deadline, reasons: [...deadline.reasons.filter((other) => !isSameRun(other, reason)), reason] }
}

function isSameRun(a: DueReason, b: DueReason): boolean {
  return a.source === 'ai' && a.modelRunId !== undefined && a.modelRunId === b.modelRunId
}
