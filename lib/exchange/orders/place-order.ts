import { actorName, type Actor } from '@/lib/access/actor'
import { audit } from '@/lib/access/audit'
import { transaction, type Tx } from '@/lib/db/client'
import { studiesNamedBy } from '@/lib/db/orders/matching'
import {
  findOrder,
  insertOrder,
  nextOrderNumber,
  orderNumbered,
  ordersOfAccession,
} from '@/lib/db/orders/orders'
import { AppError } from '@/lib/errors'
import { isOtherPatient, type Identity } from '@/lib/reading/match-order'
import { matchStudy } from './match-study'
import type { OrderAnswer } from './order-answer'
import { numbersFor, orderFields, stepFields } from './order-fields'
import type { OrderInput } from './order-input'
import { orderAnswer } from './to-answer'

export interface PlaceOrderInput {
  order: OrderInput
  actor: Actor
  /** Where it came from; the actor when absent. */
  origin?: string
  now?: Date
}

/**
 * Takes an imaging order: numbers that it lacks are given, its Study Instance UID is assigned, its steps are on the
 * modality worklist at once, and images that came before it are matched with it.
 * @throws AppError conflict when the accession number and procedure, or the number for another patient, are taken
 */
export async function placeOrder(input: PlaceOrderInput): Promise<OrderAnswer> {
  return transaction((tx) => placeOrderIn(tx, input))
}

export async function placeOrderIn(
  tx: Tx,
  { order, actor, origin = actorName(actor), now = new Date() }: PlaceOrderInput,
): Promise<OrderAnswer> {
  const numbers = numbersFor(await nextOrderNumber(tx))
  const fields = orderFields(order, numbers, origin)
  await refuseTaken(tx, fields)
  const { id } = await insertOrder(tx, fields, stepFields(order, numbers.stepPrefix))
  for (const study of await studiesNamedBy(tx, fields)) {
    await matchStudy(tx, { studyId: study.id, actor, now })
  }
  await audit(
    { actor, action: 'order:write', outcome: 'success', detail: { what: 'placed', orderId: id } },
    tx,
  )
  return orderAnswer(await mustFind(tx, id))
}

/** @throws AppError conflict */
export async function refuseTaken(
  tx: Tx,
  fields: Identity & { AccessionNumber: string; RequestedProcedureID: string },
  ownId = '',
): Promise<void> {
  const same = await orderNumbered(tx, fields.AccessionNumber, fields.RequestedProcedureID)
  if (same && same.id !== ownId) {
    throw new AppError(
      'conflict',
      'There is an order with this accession number and requested procedure already. Change that one.',
      { detail: { orderId: same.id } },
    )
  }
  const others = (await ordersOfAccession(tx, fields.AccessionNumber)).filter(({ id }) => id !== ownId)
  const other = others.find((row) => row.status !== 'revoked' && isOtherPatient(row, fields))
  if (!other) return
  throw new AppError('conflict', 'This accession number belongs to an order for another patient.', {
    detail: { orderId: other.id },
  })
}

async function mustFind(tx: Tx, id: string) {
  const found = await findOrder(id, tx)
  if (!found) throw new AppError('internal', 'The order that was just placed is not there.')
  return found
}
