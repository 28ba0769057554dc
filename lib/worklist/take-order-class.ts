import type { Actor } from '@/lib/access/actor'
import type { Tx } from '@/lib/db/client'
import { orderClassesOf } from '@/lib/db/orders/matching'
import { lockTask } from '@/lib/db/reading/lock-task'
import { currentPolicy } from '@/lib/db/reading/policy'
import { classFromOrders } from '@/lib/reading/class-from-orders'
import { deadlineAt, withClass } from '@/lib/reading/deadline'
import { classTarget } from '@/lib/reading/deadline-policy'
import { recordClass } from './record-class'
import { urgencyAttributesOf } from './urgency-attributes-of'

/**
 * An order was matched with a study that is on the list already: what it says of the urgency brings the deadline
 * forward, never back, and what a person has set stays. A study that is not readable yet is left alone: `makeReadable`
 * reads its orders itself.
 * @returns whether the deadline moved
 */
export async function takeOrderClass(
  tx: Tx,
  { studyId, actor, now }: { studyId: string; actor: Actor; now: Date },
): Promise<boolean> {
  const task = await lockTask(tx, studyId)
  if (!task) return false
  const isOpen = task.state === 'readable' || task.state === 'claimed' || task.state === 'preliminary'
  if (!isOpen || task.dueReasons.some((reason) => reason.source === 'person')) return false

  const { targets, version } = await currentPolicy(tx)
  const images = await urgencyAttributesOf(tx, studyId)
  const { urgency, patientClass } = classFromOrders(images, await orderClassesOf(tx, studyId))
  const targetMinutes = classTarget(targets, urgency, patientClass)
  if (targetMinutes >= task.targetMinutes) return false

  const deadline = withClass(
    { readableAt: task.readableAt, targetMinutes: task.targetMinutes, reasons: task.dueReasons },
    { source: 'class', urgency, patientClass, targetMinutes, at: now },
  )
  const dueAt = new Date(Math.min(deadlineAt(deadline).getTime(), task.dueAt.getTime()))
  const { reasons } = deadline
  const changed = { urgency, patientClass, targetMinutes, policyVersion: version, reasons, dueAt }
  await recordClass(tx, { task, actor, ...changed, reason: 'order', now })
  return true
}
