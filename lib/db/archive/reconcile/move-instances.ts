import { Prisma } from '../../generated/client'
import type { Tx } from '../../client'
import { newId } from '../new-id'

export interface MovedSeries {
  /** The series row that was left, and the one that was made or joined. */
  fromSeriesId: string
  toSeriesId: string
  fromUID: string
  toUID: string
  /** The row as it was. */
  row: Prisma.JsonObject
  instanceIds: string[]
}

export interface SeriesRow {
  id: string
  SeriesInstanceUID: string
  row: Prisma.JsonObject
  instanceIds: string[]
  isWhole: boolean
}

/** The series of a study with those of their instances that are meant; the study is locked. */
export async function seriesToMove(
  tx: Tx,
  studyId: string,
  meant: {
    SeriesInstanceUIDs?: readonly string[] | undefined
    SOPInstanceUIDs?: readonly string[] | undefined
  },
): Promise<SeriesRow[]> {
  const series = meant.SeriesInstanceUIDs
    ? Prisma.sql`and se.series_instance_uid = any(${[...meant.SeriesInstanceUIDs]}::text[])`
    : Prisma.empty
  const only = meant.SOPInstanceUIDs
    ? Prisma.sql`and i.sop_instance_uid = any(${[...meant.SOPInstanceUIDs]}::text[])`
    : Prisma.empty
  return tx.$queryRaw<SeriesRow[]>`
    select se.id, se.series_instance_uid as "SeriesInstanceUID", to_jsonb(se) as row,
      array_agg(i.id::text order by i.id) as "instanceIds",
      count(*) = (select count(*) from instance all_ where all_.series_pk = se.id) as "isWhole"
    from series se join instance i on i.series_pk = se.id
    where se.study_pk = ${studyId}::uuid ${series} ${only}
    group by se.id order by se.id`
}

/**
 * Moves instances into a new row of series in another study. A new row, and not the old one with another parent: an
 * image that is being appended to the old one at this moment then fails on its foreign key and takes the careful way.
 */
export async function moveInstances(
  tx: Tx,
  { series, studyId, toUID }: { series: SeriesRow; studyId: string; toUID: string },
): Promise<string> {
  const toSeriesId = newId()
  const { id, SeriesInstanceUID, row, instanceIds } = series
  if (toUID === SeriesInstanceUID) {
    await tx.$executeRaw`
      update series set series_instance_uid = ${`left:${id}`} where id = ${id}::uuid`
  }
  const made = JSON.stringify({ ...row, id: toSeriesId, study_pk: studyId, series_instance_uid: toUID })
  await tx.$queryRaw`select insert_kept_row('series', ${made}::jsonb)`
  await tx.$executeRaw`
    update instance set series_pk = ${toSeriesId}::uuid where id = any(${instanceIds}::uuid[])`
  return toSeriesId
}

/** Instances go back to a series row made as it was. @returns how many were still where they had been moved to */
export async function moveInstancesBack(tx: Tx, moved: MovedSeries): Promise<number> {
  const { toSeriesId, fromUID, row, instanceIds } = moved
  await tx.$executeRaw`
    update series set series_instance_uid = ${`left:${toSeriesId}`}
    where id = ${toSeriesId}::uuid and series_instance_uid = ${fromUID}`
  await tx.$queryRaw`select insert_kept_row('series', ${JSON.stringify(row)}::jsonb)`
  return tx.$executeRaw`
    update instance i set series_pk = se.id from series se
    where se.series_instance_uid = ${fromUID} and se.study_pk = ${String(row.study_pk)}::uuid
      and i.series_pk = ${toSeriesId}::uuid and i.id = any(${instanceIds}::uuid[])`
}

/** A study like another one, under a new UID and for a patient, without images yet. */
export async function insertStudyLike(
  tx: Tx,
  like: string,
  { StudyInstanceUID, patientId }: { StudyInstanceUID: string; patientId: string },
): Promise<string> {
  const id = newId()
  await tx.$executeRaw`
    insert into study (id, study_instance_uid, patient_pk, study_date, study_time, accession_number, study_id,
      study_description, referring_physician_name, referring_physician_key, institution_name, synthetic, received_at,
      last_received_at)
    select ${id}::uuid, ${StudyInstanceUID}, ${patientId}::uuid, study_date, study_time, '', study_id,
      study_description, referring_physician_name, referring_physician_key, institution_name, synthetic, received_at,
      last_received_at
    from study where id = ${like}::uuid`
  return id
}
