import { transaction, type Tx } from '@/lib/db/client'
import { appendEvent } from '@/lib/db/reading/events'
import { insertTask } from '@/lib/db/reading/insert-task'
import { currentPolicy } from '@/lib/db/reading/policy'
import { runsOfStudy } from '@/lib/db/reading/runs-of-study'
import { studyForReading } from '@/lib/db/reading/study-for-reading'
import { orderClassesOf } from '@/lib/db/orders/matching'
import { publish } from '@/lib/live/publish'
import { classFromOrders } from '@/lib/reading/class-from-orders'
import { deadlineAt, withClass } from '@/lib/reading/deadline'
import { classTarget } from '@/lib/reading/deadline-policy'
import type { UrgencyAttributes } from '@/lib/reading/urgency-from-dicom'
import { applyRuns } from './apply-runs'
import { noteLateImages } from './note-late-images'
import { studyAi } from './model-run-result'
import { urgencyAttributesOf } from './urgency-attributes-of'

/**
 * Puts a settled study on the reading list: class from its DICOM attributes and its orders, deadline from the policy in force,
 * event and NOTIFY in one transaction. Idempotent: a study that is on the list, or was, stays as it is, so images
 * that arrive late never move a deadline; after a signature they are noted, and the study asks for an addendum.
 * @param attributes - where the caller has read the header already; else the stored headers are read.
 * @returns whether the study came onto the list by this call.
 */
export async function makeReadable(
  input: { studyId: string; now?: Date; attributes?: UrgencyAttributes },
  tx?: Tx,
): Promise<boolean> {
  const now = input.now ?? new Date()
  const work = async (inside: Tx): Promise<boolean> => {
    if (!(await studyForReading(inside, input.studyId))) return false
    const attributes = input.attributes ?? (await urgencyAttributesOf(inside, input.studyId))
    return putOnList(inside, { studyId: input.studyId, now, attributes })
  }
  return tx ? work(tx) : transaction(work)
}

async function putOnList(
  tx: Tx,
  { studyId, now, attributes }: { studyId: string; now: Date; attributes: UrgencyAttributes },
): Promise<boolean> {
  const policy = await currentPolicy(tx)
  const { urgency, patientClass } = classFromOrders(attributes, await orderClassesOf(tx, studyId))
  const targetMinutes = classTarget(policy.targets, urgency, patientClass)
  const byClass = withClass(
    { readableAt: now, targetMinutes, reasons: [] },
    { source: 'class', urgency, patientClass, targetMinutes, at: now },
  )
  const runs = await runsOfStudy(tx, studyId)
  const deadline = applyRuns(byClass, { runs, targets: policy.targets, now })
  const ai = studyAi(runs) ?? { state: 'pending' as const, reason: '' }

  const isNew = await insertTask(tx, {
    studyId,
    state: 'readable',
    urgency,
    patientClass,
    readableAt: now,
    targetMinutes,
    policyVersion: policy.version,
    dueAt: deadlineAt(deadline),
    dueReasons: deadline.reasons,
    aiState: ai.state,
    aiReason: ai.reason,
    claimedById: null,
    claimedAt: null,
    claimExpiresAt: null,
  })
  if (!isNew) {
    await noteLateImages(tx, { studyId, now })
    return false
  }
  await appendEvent(tx, {
    studyId,
    type: 'readable',
    at: now,
    data: { urgency, patientClass, targetMinutes, policyVersion: policy.version },
  })
  await publish(tx, { studyId, change: 'readable' })
  return true
}
