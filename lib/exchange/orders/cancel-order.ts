import type { Actor } from '@/lib/access/actor'
import { audit } from '@/lib/access/audit'
import { transaction } from '@/lib/db/client'
import { lockOrder, updateOrder } from '@/lib/db/orders/orders'
import { setStepStatus } from '@/lib/db/orders/steps'
import { AppError } from '@/lib/errors'
import { isOver } from '@/lib/reading/step-status'
import type { OrderAnswer } from './order-answer'
import { orderAnswer } from './to-answer'

export interface CancelOrderInput {
  orderId: string
  reason: string
  actor: Actor
}

/**
 * Cancels an order: it leaves the modality worklist, and stays on the list with the reason.
 * @throws AppError invalid without a reason, conflict when a scanner is at it or images are here
 */
export async function cancelOrder({ orderId, reason, actor }: CancelOrderInput): Promise<OrderAnswer> {
  const cancelReason = reason.trim()
  if (cancelReason === '') throw new AppError('invalid', 'Say why the order is cancelled.')
  return transaction(async (tx) => {
    const order = await lockOrder(tx, orderId)
    if (!order) throw new AppError('not-found', 'There is no such order.')
    if (order.status === 'revoked') return orderAnswer(order)
    if (order.studyId !== null) {
      throw new AppError('conflict', 'There are images for this order. Take them apart first.')
    }
    if (order.steps.some((step) => step.status === 'IN PROGRESS')) {
      throw new AppError('conflict', 'A scanner is at it. Cancel the order when the scanner has ended it.')
    }
    const open = order.steps.filter((step) => !isOver(step.status)).map(({ id }) => id)
    await setStepStatus(tx, open, 'CANCELLED')
    const after = await updateOrder(tx, orderId, { status: 'revoked', cancelReason })
    await audit(
      { actor, action: 'order:write', outcome: 'success', detail: { what: 'cancelled', orderId } },
      tx,
    )
    return orderAnswer(after)
  })
}
