import type { Actor } from '@/lib/access/actor'
import { audit } from '@/lib/access/audit'
import type { Tx } from '@/lib/db/client'
import type { StudyBesideOrder } from '@/lib/db/orders/matching'
import { setMatch, type OrderRow } from '@/lib/db/orders/orders'
import type { MatchedBy } from '@/lib/reading/match-order'
import { takeOrderClass } from '@/lib/worklist/take-order-class'
import { refreshOrder } from './refresh-order'

export interface Attachment {
  order: OrderRow
  study: StudyBesideOrder
  by: MatchedBy | 'person'
  actor: Actor
  now: Date
}

/** Makes a study the answer to an order: steps without a scanner's word are done, and the deadline may come forward. */
export async function attach(tx: Tx, { order, study, by, actor, now }: Attachment): Promise<void> {
  await setMatch(tx, order.id, {
    studyId: study.id,
    matchedBy: by,
    matchedAt: now,
    apartFrom: order.apartFrom.filter((id) => id !== study.id),
  })
  await refreshOrder(tx, order.id)
  await takeOrderClass(tx, { studyId: study.id, actor, now })
  const detail = { what: 'matched', orderId: order.id, by }
  await audit({ actor, action: 'order:match', outcome: 'success', studyId: study.id, detail }, tx)
}
