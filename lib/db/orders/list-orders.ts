import type { Prisma } from '../generated/client'
import { db } from '../client'
import { orderOnlyColumns, stepColumns } from './order-columns'

export interface OrderFilter {
  /** DA, inclusive; null: open */
  from: string | null
  to: string | null
  station: string | null
  Modality: string | null
  statuses: readonly string[] | null
  terms: readonly { folded: string; plain: string }[]
  take: number
}

const listed = { ...stepColumns, order: { select: orderOnlyColumns } } as const

export type ListedStep = Prisma.ScheduledProcedureStepGetPayload<{ select: typeof listed }>

/** Scheduled steps with their orders, in the order of the day; each word must be found in the name or begin a number. */
export function listSteps(filter: OrderFilter): Promise<ListedStep[]> {
  const { from, to, station, Modality, statuses, terms, take } = filter
  return db().scheduledProcedureStep.findMany({
    where: {
      ScheduledProcedureStepStartDate: { ...(from ? { gte: from } : {}), ...(to ? { lte: to } : {}) },
      ...(Modality ? { Modality } : {}),
      ...(statuses ? { status: { in: [...statuses] } } : {}),
      ...(station
        ? {
            OR: [
              { ScheduledStationAETitle: { has: station } },
              { ScheduledStationAETitle: { isEmpty: true } },
            ],
          }
        : {}),
      AND: terms.map(matchesTerm),
    },
    orderBy: [
      { ScheduledProcedureStepStartDate: 'asc' },
      { ScheduledProcedureStepStartTime: 'asc' },
      { id: 'asc' },
    ],
    take,
    select: listed,
  })
}

function matchesTerm({
  folded,
  plain,
}: {
  folded: string
  plain: string
}): Prisma.ScheduledProcedureStepWhereInput {
  const begins = { startsWith: plain, mode: 'insensitive' } as const
  return {
    order: {
      OR: [
        { nameKey: { contains: folded } },
        { PatientID: begins },
        { AccessionNumber: begins },
        { PlacerOrderNumberImagingServiceRequest: begins },
        { RequestedProcedureDescription: { contains: plain, mode: 'insensitive' } },
      ],
    },
  }
}

/** Stations and modalities that orders have been scheduled for, for the filters. */
export async function knownStations(): Promise<{ stations: string[]; modalities: string[] }> {
  const rows = await db().$queryRaw<{ stations: string[] | null; modalities: string[] | null }[]>`
    select array(select distinct unnest(scheduled_station_ae_title) from scheduled_procedure_step order by 1) as stations,
      array(select distinct modality from scheduled_procedure_step order by 1) as modalities`
  return { stations: rows[0]?.stations ?? [], modalities: rows[0]?.modalities ?? [] }
}
