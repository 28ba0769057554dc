import type { Actor } from '@/lib/access/actor'
import type { Tx } from '@/lib/db/client'
import { ordersNaming, studyForOrders, type StudyBesideOrder } from '@/lib/db/orders/matching'
import type { OrderRow } from '@/lib/db/orders/orders'
import { chooseOrders, type OrderToMatch, type StudyToMatch } from '@/lib/reading/match-order'
import { attach } from './attach'

export const matchingActor: Actor = { kind: 'system', name: 'order-matching', address: '' }

/**
 * Matches a study with the orders that it answers, by lib/reading/match-order. Repeatable: matched orders stay, and
 * what a person took apart is left apart.
 * @returns the ids of the orders that were matched by this call
 */
export async function matchStudy(
  tx: Tx,
  { studyId, actor = matchingActor, now }: { studyId: string; actor?: Actor; now: Date },
): Promise<string[]> {
  const study = await studyForOrders(tx, studyId)
  if (!study || study.NumberOfStudyRelatedInstances === 0) return []
  const orders = await ordersNaming(tx, study)
  const { matches } = chooseOrders(orders.map(orderToMatch), studyToMatch(study))
  for (const { orderId, by } of matches) {
    const order = orders.find(({ id }) => id === orderId)
    if (order) await attach(tx, { order, study, by, actor, now })
  }
  return matches.map(({ orderId }) => orderId)
}

export function orderToMatch(order: OrderRow): OrderToMatch {
  return { ...order, modalities: order.steps.map((step) => step.Modality) }
}

export function studyToMatch({ patient, ...study }: StudyBesideOrder): StudyToMatch {
  const { id: _patient, ...identity } = patient
  return { ...study, ...identity }
}
