import type { Actor } from '@/lib/access/actor'
import { audit } from '@/lib/access/audit'
import { transaction } from '@/lib/db/client'
import { lockOrder, setMatch } from '@/lib/db/orders/orders'
import { AppError } from '@/lib/errors'
import { refreshOrder } from './refresh-order'

/** Why images do not belong to an order: a closed set, because the audit log keeps it and names nobody. */
export const unmatchReasons = [
  'wrong-patient',
  'wrong-examination',
  'wrong-order',
  'matched-by-mistake',
] as const

export interface UnmatchOrderInput {
  orderId: string
  reason: (typeof unmatchReasons)[number]
  actor: Actor
}

/**
 * A person says that these images do not answer this order. No rule brings the two together again, a person can. The
 * deadline that the order gave stays: a deadline never recedes by itself.
 * @throws AppError conflict when there are no images
 */
export async function unmatchOrder({ orderId, reason, actor }: UnmatchOrderInput): Promise<void> {
  await transaction(async (tx) => {
    const order = await lockOrder(tx, orderId)
    if (!order) throw new AppError('not-found', 'There is no such order.')
    const { studyId } = order
    if (studyId === null) throw new AppError('conflict', 'This order has no images.')
    const apartFrom = [...new Set([...order.apartFrom, studyId])]
    await setMatch(tx, orderId, { studyId: null, matchedBy: '', matchedAt: null, apartFrom })
    await refreshOrder(tx, orderId)
    const detail = { what: 'unmatched', orderId, reason }
    await audit({ actor, action: 'order:match', outcome: 'success', studyId, detail }, tx)
  })
}
