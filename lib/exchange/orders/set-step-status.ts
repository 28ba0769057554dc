import type { Actor } from '@/lib/access/actor'
import { audit } from '@/lib/access/audit'
import { transaction } from '@/lib/db/client'
import { lockOrder, updateOrder } from '@/lib/db/orders/orders'
import { setStepStatus, stepsWithPerformed } from '@/lib/db/orders/steps'
import { AppError } from '@/lib/errors'
import { orderStatusBySteps } from '@/lib/reading/step-status'

/** What a person can say of a step: the rest is what scanners say. */
export const settableStatuses = ['SCHEDULED', 'ARRIVED', 'READY', 'COMPLETED', 'DISCONTINUED'] as const

export interface SetStepInput {
  orderId: string
  stepId: string
  status: (typeof settableStatuses)[number]
  actor: Actor
}

/**
 * A person moves a scheduled step: the patient has arrived, or the examination is done on a scanner that reports
 * nothing.
 * @throws AppError conflict where a scanner has spoken, or the order was cancelled
 */
export async function setStep({ orderId, stepId, status, actor }: SetStepInput): Promise<void> {
  await transaction(async (tx) => {
    const order = await lockOrder(tx, orderId)
    const steps = await stepsWithPerformed(tx, orderId)
    const step = steps.find(({ id }) => id === stepId)
    if (!order || !step) throw new AppError('not-found', 'There is no such step.')
    if (order.status === 'revoked') throw new AppError('conflict', 'This order was cancelled.')
    if (step.performed.length > 0) {
      throw new AppError('conflict', 'The scanner reports this step itself; its word counts.')
    }
    await setStepStatus(tx, [stepId], status)
    const after = steps.map((one) => (one.id === stepId ? status : one.status))
    await updateOrder(tx, orderId, { status: orderStatusBySteps(order.status, after) })
    const detail = { what: 'step', orderId, stepId, status }
    await audit({ actor, action: 'order:write', outcome: 'success', detail }, tx)
  })
}
