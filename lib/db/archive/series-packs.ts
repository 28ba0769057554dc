import { readRows } from '../read-pool'
import type { InstanceUids } from './located-instances'

export interface SeriesPackRow {
  seriesId: string
  SeriesInstanceUID: string
  studyId: string
  studyRevision: number
  /** null: not prepared for this base, or stale. */
  pack: Buffer | null
}

/** The series of a study, or the one, in their order, each with its prepared metadata where that is up to date. */
export function seriesPacks(
  { StudyInstanceUID, SeriesInstanceUID }: Omit<InstanceUids, 'SOPInstanceUID'>,
  base: string,
): Promise<SeriesPackRow[]> {
  return readRows<SeriesPackRow>(
    `select se.id as "seriesId", se.series_instance_uid as "SeriesInstanceUID", st.id as "studyId",
       st.revision as "studyRevision", sm.pack
     from study st
     join series se on se.study_pk = st.id
     left join series_metadata sm on sm.series_pk = se.id and sm.base = $3 and sm.revision = st.revision
     where st.study_instance_uid = $1 and ($2::text is null or se.series_instance_uid = $2)
       and se.number_of_series_related_instances > 0
     order by se.series_number, se.id`,
    [StudyInstanceUID, SeriesInstanceUID ?? null, base],
  )
}

/** Of all instances of a series, as they are sealed: how much opening them would take. */
export async function sealedLength(seriesId: string): Promise<number> {
  const [row] = await readRows<{ bytes: number }>(
    `select coalesce(sum(octet_length(metadata)), 0)::float8 as bytes from instance where series_pk = $1`,
    [seriesId],
  )
  return row?.bytes ?? 0
}

/** So many service roots of one series are kept: a client chooses its Host header freely. */
const mostBases = 4

export async function keepSeriesPack(row: {
  seriesId: string
  base: string
  revision: number
  pack: Uint8Array
}): Promise<void> {
  await readRows(
    `with stale as (delete from series_metadata where series_pk = $1 and base <> $2 and revision < $3)
     insert into series_metadata (series_pk, base, revision, pack)
     select se.id, $2, $3, $4 from series se
     where se.id = $1
       and (select count(*) from series_metadata where series_pk = $1 and base <> $2 and revision >= $3) < ${mostBases}
     on conflict (series_pk, base) do update set revision = excluded.revision, pack = excluded.pack
     where series_metadata.revision < excluded.revision`,
    [row.seriesId, row.base, row.revision, row.pack],
  )
}

/** The service roots that metadata was last asked for under. */
export async function recentBases(): Promise<string[]> {
  const rows = await readRows<{ base: string }>(
    `select base from (select base, series_pk from series_metadata order by series_pk desc limit 100) recent
     group by base order by count(*) desc limit 2`,
    [],
  )
  return rows.map(({ base }) => base)
}

export async function studyUidOf(studyId: string): Promise<string | null> {
  const [row] = await readRows<{ uid: string }>(`select study_instance_uid as uid from study where id = $1`, [
    studyId,
  ])
  return row?.uid ?? null
}
