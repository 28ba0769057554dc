import { db } from '../client'
import { orderOnlyColumns, stepColumns } from './order-columns'

export interface WorklistFilter {
  statuses: readonly string[]
  /** DA, inclusive; null: open */
  from: string | null
  to: string | null
  /** null: any */
  modalities: readonly string[] | null
  stations: readonly string[] | null
  PatientID: string | null
  AccessionNumber: string | null
}

/** A coarse selection by what has an index; the data sets made of it are compared with every key afterwards. */
export function worklistSteps(filter: WorklistFilter, page: { take: number; skip: number }) {
  const { statuses, from, to, modalities, stations, PatientID, AccessionNumber } = filter
  return db().scheduledProcedureStep.findMany({
    where: {
      status: { in: [...statuses] },
      ScheduledProcedureStepStartDate: { ...(from ? { gte: from } : {}), ...(to ? { lte: to } : {}) },
      ...(modalities ? { Modality: { in: [...modalities] } } : {}),
      ...(stations
        ? {
            OR: [
              { ScheduledStationAETitle: { hasSome: [...stations] } },
              { ScheduledStationAETitle: { isEmpty: true } },
            ],
          }
        : {}),
      order: {
        status: { not: 'revoked' },
        ...(PatientID === null ? {} : { PatientID }),
        ...(AccessionNumber === null ? {} : { AccessionNumber }),
      },
    },
    orderBy: [
      { ScheduledProcedureStepStartDate: 'asc' },
      { ScheduledProcedureStepStartTime: 'asc' },
      { id: 'asc' },
    ],
    ...page,
    select: { ...stepColumns, order: { select: orderOnlyColumns } },
  })
}

export type WorklistStep = Awaited<ReturnType<typeof worklistSteps>>[number]
