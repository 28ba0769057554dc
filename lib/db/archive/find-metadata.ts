import type { QueryLevel } from '@/lib/dicom/query-level'
import type { Tx } from '../client'
import { withinSearchTime } from './within-search-time'

/**
 * The sealed attributes that stand for each hit: an instance's own, of a series or study those of the instance that
 * came last, because the last one wins where instances differ (conformance B62).
 */
export async function findMetadata(
  level: QueryLevel,
  pks: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const rows = await withinSearchTime((tx) => queries[level](tx, [...pks]))
  return new Map(rows.map(({ pk, metadata }) => [pk, metadata]))
}

interface Row {
  pk: string
  metadata: Uint8Array
}

const queries: Record<QueryLevel, (tx: Tx, pks: string[]) => Promise<Row[]>> = {
  study: (tx, pks) => tx.$queryRaw<Row[]>`
    select distinct on (se.study_pk) se.study_pk as pk, i.metadata
    from series se join instance i on i.series_pk = se.id
    where se.study_pk = any(${pks}::uuid[])
    order by se.study_pk, i.id desc`,
  series: (tx, pks) => tx.$queryRaw<Row[]>`
    select distinct on (i.series_pk) i.series_pk as pk, i.metadata
    from instance i where i.series_pk = any(${pks}::uuid[])
    order by i.series_pk, i.id desc`,
  instance: (tx, pks) => tx.$queryRaw<Row[]>`
    select i.id as pk, i.metadata from instance i where i.id = any(${pks}::uuid[])`,
}
