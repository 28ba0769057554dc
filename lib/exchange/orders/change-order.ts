import type { Actor } from '@/lib/access/actor'
import { audit } from '@/lib/access/audit'
import { transaction, type Tx } from '@/lib/db/client'
import { studiesNamedBy } from '@/lib/db/orders/matching'
import {
  findOrder,
  lockOrder,
  nextOrderNumber,
  updateOrder,
  type OrderFields,
  type OrderRow,
} from '@/lib/db/orders/orders'
import { replaceSteps, stepsWithPerformed } from '@/lib/db/orders/steps'
import { AppError } from '@/lib/errors'
import { matchStudy } from './match-study'
import type { OrderAnswer } from './order-answer'
import { numbersFor, orderFields, stepFields } from './order-fields'
import type { OrderInput } from './order-input'
import { refuseTaken } from './place-order'
import { orderAnswer } from './to-answer'

export interface ChangeOrderInput {
  orderId: string
  /** Of the order as the person saw it. */
  revision: number
  order: OrderInput
  actor: Actor
  now?: Date
}

/** Whom and which examination an order is about: fixed as soon as scanners or images refer to it. */
const fixedOnceBegun = [
  'PatientID',
  'IssuerOfPatientID',
  'PatientName',
  'PatientBirthDate',
  'AccessionNumber',
  'StudyInstanceUID',
] as const

/**
 * Changes an order; its scheduled steps become those given.
 * @throws AppError conflict when somebody else changed it, when it was cancelled, or when what is to change is fixed
 */
export async function changeOrder(input: ChangeOrderInput): Promise<OrderAnswer> {
  const { orderId, revision, order, actor, now = new Date() } = input
  return transaction(async (tx) => {
    const before = await lockOrder(tx, orderId)
    if (!before) throw new AppError('not-found', 'There is no such order.')
    if (before.revision !== revision) {
      throw new AppError('conflict', 'Somebody else changed this order in the meantime. Open it again.', {
        detail: { revision: before.revision },
      })
    }
    if (before.status === 'revoked') throw new AppError('conflict', 'This order was cancelled.')
    const numbers = {
      AccessionNumber: before.AccessionNumber,
      RequestedProcedureID: before.RequestedProcedureID,
      // New steps are numbered anew; those that were there keep their numbers, also where they are not repeated.
      stepPrefix: numbersFor(await nextOrderNumber(tx)).stepPrefix,
    }
    const kept = { ...order, StudyInstanceUID: order.StudyInstanceUID ?? before.StudyInstanceUID }
    const fields = orderFields(kept, numbers, before.origin)
    await refuseTaken(tx, fields, orderId)
    const steps = stepFields(withKnownIds(order, before), numbers.stepPrefix)
    await refuseFixed(tx, before, fields, new Set(steps.map((step) => step.ScheduledProcedureStepID)))
    await updateOrder(tx, orderId, fields)
    await replaceSteps(tx, orderId, steps)
    if (before.studyId === null) {
      for (const study of await studiesNamedBy(tx, fields)) {
        await matchStudy(tx, { studyId: study.id, actor, now })
      }
    }
    await audit(
      { actor, action: 'order:write', outcome: 'success', detail: { what: 'changed', orderId } },
      tx,
    )
    const after = await findOrder(orderId, tx)
    return orderAnswer(after ?? before)
  })
}

function withKnownIds(order: OrderInput, before: OrderRow): OrderInput {
  const named = new Set(order.steps.map((step) => step.ScheduledProcedureStepID))
  const steps = order.steps.map((step, at) => {
    const known = before.steps[at]?.ScheduledProcedureStepID
    const free = known !== undefined && !named.has(known)
    return step.ScheduledProcedureStepID || !free ? step : { ...step, ScheduledProcedureStepID: known }
  })
  return { ...order, steps }
}

async function refuseFixed(
  tx: Tx,
  before: OrderRow,
  fields: OrderFields,
  kept: ReadonlySet<string>,
): Promise<void> {
  const reported = new Set(
    (await stepsWithPerformed(tx, before.id)).filter((step) => step.performed.length > 0).map(({ id }) => id),
  )
  const dropped = before.steps.find(
    (step) => reported.has(step.id) && !kept.has(step.ScheduledProcedureStepID),
  )
  if (dropped) {
    throw new AppError('conflict', 'A scanner has begun one of the steps that you took out. Keep it.')
  }
  if (before.studyId === null && reported.size === 0) return
  const changed = fixedOnceBegun.find((name) => fields[name] !== before[name])
  if (!changed) return
  throw new AppError(
    'conflict',
    'The examination has begun: patient, accession number and study stay. Take the images apart, or cancel the order.',
    { detail: { field: changed } },
  )
}
