import type { Actor } from '@/lib/access/actor'
import { transaction } from '@/lib/db/client'
import { studyForOrders } from '@/lib/db/orders/matching'
import { lockOrder } from '@/lib/db/orders/orders'
import { AppError } from '@/lib/errors'
import { isOtherPatient } from '@/lib/reading/match-order'
import { attach } from './attach'
import { orderToMatch, studyToMatch } from './match-study'

export interface MatchOrderInput {
  orderId: string
  studyId: string
  actor: Actor
  /** The person has compared both and says that it is one patient although names or numbers differ. */
  isSamePatient?: boolean
  now?: Date
}

/**
 * A person says that these images answer this order.
 * @throws AppError conflict when the order has other images, was cancelled, or names another patient and the person
 * has not said that it is the same one
 */
export async function matchOrder(input: MatchOrderInput): Promise<void> {
  const { orderId, studyId, actor, isSamePatient = false, now = new Date() } = input
  await transaction(async (tx) => {
    const order = await lockOrder(tx, orderId)
    if (!order) throw new AppError('not-found', 'There is no such order.')
    const study = await studyForOrders(tx, studyId)
    if (!study || study.NumberOfStudyRelatedInstances === 0) {
      throw new AppError('not-found', 'These images are not here any more.')
    }
    if (order.studyId === studyId) return
    if (order.studyId !== null) {
      throw new AppError('conflict', 'This order has images already. Take them apart first.')
    }
    if (order.status === 'revoked') {
      throw new AppError('conflict', 'This order was cancelled. Place a new one for these images.')
    }
    if (!isSamePatient && isOtherPatient(orderToMatch(order), studyToMatch(study))) {
      throw new AppError(
        'conflict',
        'Order and images name different patients. Compare both, and confirm that it is one person.',
        { detail: { reason: 'other-patient' } },
      )
    }
    await attach(tx, { order, study, by: 'person', actor, now })
  })
}
