import type { Tx } from '@/lib/db/client'
import { findOrder, updateOrder } from '@/lib/db/orders/orders'
import { studyForOrders } from '@/lib/db/orders/matching'
import { setStepStatus, stepsWithPerformed } from '@/lib/db/orders/steps'
import {
  isOver,
  orderStatusBySteps,
  statusByPerformed,
  stepStatuses,
  type StepStatus,
} from '@/lib/reading/step-status'

/**
 * Brings the status of an order's steps, and its own, to what is known: what scanners reported counts; without a report
 * images of a step's modality (or of any, where none fits) say that it was done, and their absence that it was not.
 */
export async function refreshOrder(tx: Tx, orderId: string): Promise<void> {
  const order = await findOrder(orderId, tx)
  if (!order) return
  const study = order.studyId === null ? null : await studyForOrders(tx, order.studyId)
  const modalities = study?.ModalitiesInStudy ?? null
  const steps = await stepsWithPerformed(tx, orderId)
  const fits = steps.some((step) => modalities?.includes(step.Modality))
  const after: string[] = []
  for (const step of steps) {
    const hasImages = modalities !== null && (!fits || modalities.includes(step.Modality))
    const performed = step.performed.map((one) => one.performed.PerformedProcedureStepStatus)
    const status = statusByPerformed(performed, planned(step.status, hasImages, performed.length > 0))
    if (status !== step.status) await setStepStatus(tx, [step.id], status)
    after.push(status)
  }
  const status = orderStatusBySteps(order.status, after)
  if (status !== order.status) await updateOrder(tx, orderId, { status })
}

function planned(current: string, hasImages: boolean, isReported: boolean): StepStatus {
  const status = stepStatuses.find((one) => one === current) ?? 'SCHEDULED'
  if (isReported || status === 'CANCELLED') return status
  if (hasImages) return isOver(status) ? status : 'COMPLETED'
  return status === 'COMPLETED' ? 'SCHEDULED' : status
}
