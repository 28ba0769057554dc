import type { Clock } from '@/lib/reading/clocks'
import type { ReadingState, Urgency } from '@/lib/reading/states'

/** Minutes; null where nothing was measured. */
export interface ClockFigures {
  n: number
  p50: number | null
  p90: number | null
}

/** The studies of one urgency class and one modality. */
export interface TurnaroundGroup {
  urgency: Urgency
  /** Modality of the images (objects such as SR aside); 'OT' where there are none. */
  modality: string
  clocks: Record<Clock, ClockFigures>
  /** Final reports of the period. */
  final: number
  /** Of these, signed after they were due. */
  finalLate: number
  /** Open right now, whatever the period: due, and without a final report. */
  openOverdue: number
}

export interface QueueNowRow {
  state: ReadingState
  urgency: Urgency
  n: number
  overdue: number
}

/** One hour or day of the chart. */
export interface TurnaroundPoint {
  /** Where it begins, ISO 8601 in UTC. */
  at: string
  received: number
  readable: number
  final: number
  finalLate: number
  /** Readable → final, of the reports finalised in it; null where there were none. */
  p50: number | null
  p90: number | null
}

/**
 * `GET /api/turnaround?from&to`. A stretch belongs to the period in which it ended, so that every figure counts
 * finished work: the sum of `series[].final` is `final`, and so is the sum over the groups.
 */
export interface TurnaroundAnswer {
  from: string
  to: string
  step: 'hour' | 'day'
  /** All studies together, in the order of the way of a study. */
  overall: ({ clock: Clock; label: string } & ClockFigures)[]
  groups: TurnaroundGroup[]
  final: number
  finalLate: number
  openOverdue: number
  queue: QueueNowRow[]
  series: TurnaroundPoint[]
  serverTime: string
}
