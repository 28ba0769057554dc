import { knownStations, listSteps } from '@/lib/db/orders/list-orders'
import { findOrder } from '@/lib/db/orders/orders'
import { patientsKnown } from '@/lib/db/orders/matching'
import { db } from '@/lib/db/client'
import { searchWords } from '@/lib/dicom/search-words'
import { AppError } from '@/lib/errors'
import { offeredStatuses } from '@/lib/reading/step-status'
import type { OrderAnswer, OrdersAnswer, PatientsAnswer } from './order-answer'
import type { OrderQuery } from './order-input'
import { orderAnswer, orderHeadAnswer, patientAnswer, stepAnswer } from './to-answer'

const statusesOf: Record<OrderQuery['status'], readonly string[] | null> = {
  open: offeredStatuses,
  done: ['COMPLETED', 'DISCONTINUED'],
  cancelled: ['CANCELLED'],
  all: null,
}

/** Scheduled steps of some days, stations and modalities, in the order of the day. */
export async function listOrders(query: OrderQuery): Promise<OrdersAnswer> {
  const { from, to, station, modality, status, q, limit } = query
  const [rows, known] = await Promise.all([
    listSteps({
      from: from ?? null,
      to: to ?? null,
      station: station ?? null,
      Modality: modality ?? null,
      statuses: statusesOf[status],
      terms: searchWords(q),
      take: limit + 1,
    }),
    knownStations(),
  ])
  return {
    lines: rows.slice(0, limit).map(({ order, ...step }) => ({
      step: stepAnswer(step),
      order: orderHeadAnswer(order),
    })),
    isCut: rows.length > limit,
    ...known,
  }
}

/** @throws AppError not-found */
export async function readOrder(orderId: string): Promise<OrderAnswer> {
  const row = await findOrder(orderId)
  if (!row) throw new AppError('not-found', 'There is no such order.')
  return orderAnswer(row)
}

/** Patients that the archive or an earlier order knows, for a new order; each identity once. */
export async function lookUpPatients(q: string): Promise<PatientsAnswer> {
  const terms = searchWords(q)
  if (terms.length === 0) return { patients: [] }
  const rows = await patientsKnown(db(), terms, 20)
  const once = new Map(
    rows.map((row) => [
      [row.PatientID, row.IssuerOfPatientID, row.PatientName, row.PatientBirthDate].join('\n'),
      row,
    ]),
  )
  return { patients: [...once.values()].slice(0, 20).map(patientAnswer) }
}
