import { Prisma } from '../../generated/client'
import { db, type Tx } from '../../client'

export interface DeletionTarget {
  studyId: string
  SeriesInstanceUID?: string | undefined
  /** Any of these; undefined: all. */
  SOPInstanceUIDs?: readonly string[] | undefined
}

/**
 * Moves index rows out of the index, where no reader finds them, with all that is needed to bring them back. The
 * caller holds the study's lock.
 * @returns the SOP Instance UIDs that were moved
 */
export async function moveToDeleted(tx: Tx, target: DeletionTarget, changeId: string): Promise<string[]> {
  const { studyId, SeriesInstanceUID, SOPInstanceUIDs } = target
  const series = SeriesInstanceUID
    ? Prisma.sql`and se.series_instance_uid = ${SeriesInstanceUID}`
    : Prisma.empty
  const only = SOPInstanceUIDs
    ? Prisma.sql`and i.sop_instance_uid = any(${[...SOPInstanceUIDs]}::text[])`
    : Prisma.empty
  const rows = await tx.$queryRaw<{ uid: string }[]>`
    with gone as (
      delete from instance i using series se, study st
      where se.id = i.series_pk and st.id = se.study_pk and st.id = ${studyId}::uuid ${series} ${only}
      returning i.id, i.sop_instance_uid, i.sop_class_uid, se.series_instance_uid, st.study_instance_uid,
        to_jsonb(i) - 'metadata' as row, to_jsonb(se) as series_row, i.blob_name, i.byte_length, i.sha256, i.metadata
    )
    insert into deleted_instance (
      id, sop_instance_uid, sop_class_uid, series_instance_uid, study_instance_uid, study_pk, change_pk, row,
      series_row, blob_name, byte_length, sha256, metadata)
    select id, sop_instance_uid, sop_class_uid, series_instance_uid, study_instance_uid, ${studyId}::uuid,
      ${changeId}::uuid, row, series_row, blob_name, byte_length, sha256, metadata
    from gone
    returning sop_instance_uid as uid`
  return rows.map(({ uid }) => uid)
}

/**
 * Brings the rows of a change back, into the series of their UID where there is one again.
 * @returns how many came back of how many; fewer when an object of the same UID was stored meanwhile, or its series
 * stands in another study now
 */
export async function restoreDeleted(tx: Tx, changeId: string): Promise<{ asked: number; restored: number }> {
  await tx.$queryRaw`
    select insert_kept_row('series', kept.series_row) from (
      select distinct on (d.series_instance_uid)
        d.series_row || jsonb_build_object('study_pk', d.study_pk) as series_row
      from deleted_instance d where d.change_pk = ${changeId}::uuid
    ) kept`
  const [counted] = await tx.$queryRaw<{ asked: number; restored: number }[]>`
    with kept as materialized (
      select d.id, d.row || jsonb_build_object('metadata', d.metadata, 'series_pk', se.id) as row
      from deleted_instance d
      join series se on se.series_instance_uid = d.series_instance_uid and se.study_pk = d.study_pk
      where d.change_pk = ${changeId}::uuid
    )
    select (select count(*)::int from deleted_instance where change_pk = ${changeId}::uuid) as asked,
      coalesce(sum(insert_kept_row('instance', kept.row)), 0)::int as restored
    from kept`
  await tx.$executeRaw`
    delete from deleted_instance d where d.change_pk = ${changeId}::uuid
      and exists (select 1 from instance i where i.id = d.id)`
  return counted ?? { asked: 0, restored: 0 }
}

/** The studies whose instances a change took away. */
export async function studiesOfDeletion(tx: Tx, changeId: string): Promise<string[]> {
  const rows = await tx.deletedInstance.findMany({
    where: { changeId },
    distinct: ['studyId'],
    orderBy: { studyId: 'asc' },
    select: { studyId: true },
  })
  return rows.map(({ studyId }) => studyId)
}

export interface Purged {
  blobNames: string[]
}

/**
 * Takes the rows of deletions whose undo window is over out of the database, and remembers their UIDs. Studies under
 * legal hold are left out. The blobs belong to nobody when this is committed.
 */
export async function takeForPurge(tx: Tx, now: Date, batch: number): Promise<Purged> {
  const rows = await tx.$queryRaw<{ blob: string; original: string | null }[]>`
    with due as (
      select d.id from deleted_instance d join archive_change c on c.id = d.change_pk
      where c.undo_until <= ${now} and c.undone_at is null
        and not exists (select 1 from legal_hold h where h.study_pk = d.study_pk and h.released_at is null)
      order by d.id limit ${batch} for update of d skip locked
    ),
    gone as (
      delete from deleted_instance d using due where d.id = due.id
      returning d.id, d.blob_name, d.sop_instance_uid, d.series_instance_uid, d.study_instance_uid
    ),
    remembered as (
      insert into purged_instance (sop_instance_uid, series_instance_uid, study_instance_uid, purged_at)
      select distinct on (sop_instance_uid) sop_instance_uid, series_instance_uid, study_instance_uid, ${now} from gone
      on conflict (sop_instance_uid) do update set purged_at = excluded.purged_at,
        series_instance_uid = excluded.series_instance_uid, study_instance_uid = excluded.study_instance_uid
      returning 1
    ),
    originals as (
      delete from instance_original o using gone where o.instance_pk = gone.id returning o.instance_pk, o.blob_name
    )
    select gone.blob_name as blob, originals.blob_name as original
    from gone left join originals on originals.instance_pk = gone.id`
  return { blobNames: rows.flatMap(({ blob, original }) => (original ? [blob, original] : [blob])) }
}

/** Discarded quarantine whose undo window is over: the blobs belong to nobody afterwards, the line stays. */
export async function takeDiscardedForPurge(tx: Tx, now: Date, batch: number): Promise<Purged> {
  const rows = await tx.$queryRaw<{ blob: string }[]>`
    with due as (
      select q.id, q.blob_name from quarantined_object q join archive_change c on c.id = q.change_pk
      where q.state = 'discarded' and q.blob_name is not null and c.undo_until <= ${now} and c.undone_at is null
      order by q.id limit ${batch} for update of q skip locked
    ),
    emptied as (
      update quarantined_object q set blob_name = null from due where q.id = due.id returning q.id
    )
    select due.blob_name as blob from due join emptied using (id)`
  return { blobNames: rows.map(({ blob }) => blob) }
}

export type PurgeState = 'never' | 'deleted' | 'purged'

/** What became of objects that are not in the index: never there, deleted and still to be had back, or gone for good. */
export async function purgeState(uids: {
  StudyInstanceUID: string
  SeriesInstanceUID?: string | undefined
  SOPInstanceUID?: string | undefined
}): Promise<PurgeState> {
  const { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID } = uids
  const where = {
    StudyInstanceUID,
    ...(SeriesInstanceUID === undefined ? {} : { SeriesInstanceUID }),
    ...(SOPInstanceUID === undefined ? {} : { SOPInstanceUID }),
  }
  if (await db().deletedInstance.findFirst({ where, select: { id: true } })) return 'deleted'
  const purged = await db().purgedInstance.findFirst({ where, select: { SOPInstanceUID: true } })
  return purged ? 'purged' : 'never'
}
