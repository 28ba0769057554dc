import { Prisma } from '../../generated/client'
import type { Db } from '../../client'
import { finishedClocks } from './finished-clocks'

export interface PointRecord {
  at: Date
  received: number
  readable: number
  final: number
  finalLate: number
  p50: number | null
  p90: number | null
}

/**
 * A point for every hour or day of the period, empty ones too, by the reader's wall clock. The hour that a change to
 * winter time repeats is one point.
 */
export async function timeSeries(
  tx: Db,
  { from, to, step, timeZone }: { from: Date; to: Date; step: 'hour' | 'day'; timeZone: string },
): Promise<PointRecord[]> {
  const local = (moment: Prisma.Sql): Prisma.Sql =>
    Prisma.sql`date_trunc(${step}, ${moment} at time zone ${timeZone})`
  return tx.$queryRaw<PointRecord[]>`
    with ${finishedClocks({ from, to })},
    point as (
      select at from generate_series(
        ${local(Prisma.sql`${from}::timestamptz`)},
        (${to}::timestamptz - interval '1 millisecond') at time zone ${timeZone},
        ${`1 ${step}`}::interval) as at
    ),
    arrivals as (
      select ${local(Prisma.sql`e.at`)} as at, e.type from reading_event e
      where e.type in ('received', 'readable') and e.at >= ${from} and e.at < ${to}
    ),
    arrived as (
      select at, (count(*) filter (where type = 'received'))::int as received,
        (count(*) filter (where type = 'readable'))::int as readable
      from arrivals group by at
    ),
    finals as (
      select ${local(Prisma.sql`ended_at`)} as at, late, minutes from finished where clock = 'readableToFinal'
    ),
    done as (
      select at, count(*)::int as final, (count(*) filter (where late))::int as late,
        percentile_cont(0.5) within group (order by minutes) as p50,
        percentile_cont(0.9) within group (order by minutes) as p90
      from finals group by at
    )
    select point.at at time zone ${timeZone} as at, coalesce(arrived.received, 0) as received,
      coalesce(arrived.readable, 0) as readable, coalesce(done.final, 0) as final,
      coalesce(done.late, 0) as "finalLate", done.p50, done.p90
    from point left join arrived using (at) left join done using (at)
    order by point.at`
}
