import type { QueryLevel } from '@/lib/dicom/query-level'
import { Prisma } from '../generated/client'
import { withinSearchTime } from './within-search-time'

/**
 * The sealed attributes that stand for each hit: an instance's own, of a series or study those of the instance that
 * came last, because the last one wins where instances differ (conformance B62).
 */
export async function findMetadata(
  level: QueryLevel,
  pks: readonly string[],
): Promise<Map<string, Uint8Array>> {
  if (pks.length === 0) return new Map()
  const rows = await withinSearchTime<{ pk: string; metadata: Uint8Array }>(queries[level]([...pks]))
  return new Map(rows.map(({ pk, metadata }) => [pk, metadata]))
}

/** By the index (series_pk, id): one instance is read of each series, however many there are. */
const lastOfSeries = Prisma.raw(
  '(select i.id, i.metadata from instance i where i.series_pk = se.id order by i.id desc limit 1)',
)

const queries: Record<QueryLevel, (pks: string[]) => Prisma.Sql> = {
  study: (pks) => Prisma.sql`
    select wanted.id as pk, last.metadata
    from unnest(${pks}::uuid[]) as wanted(id)
    cross join lateral (
      select of_series.id, of_series.metadata
      from series se cross join lateral ${lastOfSeries} as of_series
      where se.study_pk = wanted.id order by of_series.id desc limit 1) as last`,
  series: (pks) => Prisma.sql`
    select se.id as pk, last.metadata
    from unnest(${pks}::uuid[]) as se(id) cross join lateral ${lastOfSeries} as last`,
  instance: (pks) => Prisma.sql`
    select i.id as pk, i.metadata from instance i where i.id = any(${pks}::uuid[])`,
}
