import { db } from '@/lib/db/client'

export interface PackingMonth {
  /** 2026-11 */
  month: string
  instances: number
  bytesBefore: bigint
  bytesAfter: bigint
}

/** What packing saved, by the month in which it was done, newest first. */
export function packingByMonth(): Promise<PackingMonth[]> {
  return db().$queryRaw<PackingMonth[]>`
    select
      to_char(date_trunc('month', "at"), 'YYYY-MM') as "month",
      count(*)::int as "instances",
      sum(bytes_before)::bigint as "bytesBefore",
      sum(bytes_after)::bigint as "bytesAfter"
    from packed_instance
    where packed
    group by 1
    order by 1 desc
    limit 120`
}
