import type { Clock } from '@/lib/reading/clocks'
import type { Urgency } from '@/lib/reading/states'
import type { Db } from '../../client'
import { finishedClocks } from './finished-clocks'

export interface ClockRecord {
  clock: Clock
  /** null, together with modality: all studies. */
  urgency: Urgency | null
  modality: string | null
  n: number
  late: number
  p50: number
  p90: number
}

/** Percentiles of each stretch, for all studies together and by urgency × modality, in one pass over the rows. */
export async function clockFigures(tx: Db, period: { from: Date; to: Date }): Promise<ClockRecord[]> {
  return tx.$queryRaw<ClockRecord[]>`
    with ${finishedClocks(period)}
    select clock, urgency, modality, count(*)::int as n, (count(*) filter (where late))::int as late,
      percentile_cont(0.5) within group (order by minutes) as p50,
      percentile_cont(0.9) within group (order by minutes) as p90
    from finished
    group by grouping sets ((clock), (clock, urgency, modality))`
}
