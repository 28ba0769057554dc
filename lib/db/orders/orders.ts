import type { Prisma } from '../generated/client'
import { db, type Db, type Tx } from '../client'
import { orderColumns } from './order-columns'

export type OrderRow = Prisma.ImagingOrderGetPayload<{ select: typeof orderColumns }>
type Given = Omit<
  Prisma.ImagingOrderUncheckedCreateInput,
  | 'id'
  | 'steps'
  | 'studyId'
  | 'matchedBy'
  | 'matchedAt'
  | 'apartFrom'
  | 'revision'
  | 'createdAt'
  | 'updatedAt'
>
/** The columns of an order that whoever places it fills. */
export type OrderFields = Given & Pick<OrderRow, 'IssuerOfPatientID' | 'PatientBirthDate' | 'PatientSex'>
export type StepFields = Omit<
  Prisma.ScheduledProcedureStepUncheckedCreateInput,
  'id' | 'orderId' | 'performed'
>

export function findOrder(id: string, tx: Db = db()): Promise<OrderRow | null> {
  return tx.imagingOrder.findUnique({ where: { id }, select: orderColumns })
}

/** The order, locked until the transaction ends. */
export async function lockOrder(tx: Tx, id: string): Promise<OrderRow | null> {
  await tx.$queryRaw`select id from imaging_order where id = ${id}::uuid for update`
  return findOrder(id, tx)
}

export function insertOrder(tx: Tx, order: OrderFields, steps: StepFields[]): Promise<OrderRow> {
  return tx.imagingOrder.create({ data: { ...order, steps: { create: steps } }, select: orderColumns })
}

export async function updateOrder(tx: Tx, id: string, fields: Partial<OrderFields>): Promise<OrderRow> {
  return tx.imagingOrder.update({
    where: { id },
    data: { ...fields, revision: { increment: 1 } },
    select: orderColumns,
  })
}

export async function setMatch(
  tx: Tx,
  id: string,
  match: { studyId: string | null; matchedBy: string; matchedAt: Date | null; apartFrom?: string[] },
): Promise<void> {
  await tx.imagingOrder.update({
    where: { id },
    data: { ...match, revision: { increment: 1 } },
    select: { id: true },
  })
}

/** Those whose accession number and procedure are the same: at most one. */
export function orderNumbered(tx: Db, AccessionNumber: string, RequestedProcedureID: string) {
  return tx.imagingOrder.findUnique({
    where: { AccessionNumber_RequestedProcedureID: { AccessionNumber, RequestedProcedureID } },
    select: { id: true },
  })
}

export function ordersOfAccession(tx: Db, AccessionNumber: string) {
  return tx.imagingOrder.findMany({ where: { AccessionNumber }, select: orderColumns, take: 50 })
}

/** A number that no order has had: what people enter is numbered by us. */
export async function nextOrderNumber(tx: Db): Promise<number> {
  const rows = await tx.$queryRaw<{ number: bigint }[]>`select nextval('order_number') as number`
  return Number(rows[0]?.number ?? 0)
}
