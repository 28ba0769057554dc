import type { Actor } from '@/lib/access/actor'
import { transaction } from '@/lib/db/client'
import { currentPolicy } from '@/lib/db/reading/policy'
import { AppError } from '@/lib/errors'
import { deadlineAt, withClass } from '@/lib/reading/deadline'
import { classTarget } from '@/lib/reading/deadline-policy'
import type { PatientClass, Urgency } from '@/lib/reading/states'
import { recordClass } from './record-class'
import { requireTask } from '@/lib/db/reading/require-task'

export interface SetUrgencyInput {
  studyId: string
  urgency: Urgency
  patientClass: PatientClass
  reason: string
  actor: Actor
  now?: Date
}

/**
 * A person corrects the class. Its part of the deadline is computed anew by the policy in force, what AI has said
 * stays, and the correction is in the log with who and why. This is the one way in which a deadline may move back,
 * and then a reason is required.
 * @throws AppError conflict when the study is signed; invalid when the deadline would move back without a reason
 */
export async function setUrgency(input: SetUrgencyInput): Promise<{ dueAt: string }> {
  const { studyId, urgency, patientClass, actor, now = new Date() } = input
  const reason = input.reason.trim()
  return transaction(async (tx) => {
    const task = await requireTask(tx, studyId)
    if (task.state === 'final' || task.state === 'addended' || task.state === 'cancelled') {
      throw new AppError('conflict', 'The report of this study is signed; its urgency stays as it was.', {
        detail: { state: task.state },
      })
    }
    if (task.urgency === urgency && task.patientClass === patientClass)
      return { dueAt: task.dueAt.toISOString() }

    const { targets, version } = await currentPolicy(tx)
    const targetMinutes = classTarget(targets, urgency, patientClass)
    const deadline = withClass(
      { readableAt: task.readableAt, targetMinutes: task.targetMinutes, reasons: task.dueReasons },
      { source: 'person', urgency, patientClass, targetMinutes, at: now },
    )
    const dueAt = deadlineAt(deadline)
    if (dueAt > task.dueAt && reason === '') {
      throw new AppError('invalid', 'Say why the study may wait longer.', { detail: { field: 'reason' } })
    }
    const { reasons } = deadline
    const changed = { urgency, patientClass, targetMinutes, policyVersion: version, reasons, dueAt }
    await recordClass(tx, { task, actor, ...changed, reason, now })
    return { dueAt: dueAt.toISOString() }
  })
}
