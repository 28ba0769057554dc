import type { Tx } from '../../client'

export interface LockedStudyRow {
  id: string
  StudyInstanceUID: string
  patientId: string
}

/** Locks one study as ingest does (index-instance): whoever adds to it meanwhile waits, or takes the careful way. */
export async function lockStudyRow(
  tx: Tx,
  by: { StudyInstanceUID: string } | { studyId: string },
): Promise<LockedStudyRow | null> {
  const [row] =
    'studyId' in by
      ? await tx.$queryRaw<LockedStudyRow[]>`
          select id, study_instance_uid as "StudyInstanceUID", patient_pk as "patientId"
          from study where id = ${by.studyId}::uuid for no key update`
      : await tx.$queryRaw<LockedStudyRow[]>`
          select id, study_instance_uid as "StudyInstanceUID", patient_pk as "patientId"
          from study where study_instance_uid = ${by.StudyInstanceUID} for no key update`
  return row ?? null
}

/** Several at once, in the order of their ids, so that two who need the same ones cannot wait for each other. */
export async function lockStudyRows(tx: Tx, ids: readonly string[]): Promise<LockedStudyRow[]> {
  return tx.$queryRaw<LockedStudyRow[]>`
    select id, study_instance_uid as "StudyInstanceUID", patient_pk as "patientId"
    from study where id = any(${[...ids]}::uuid[]) order by id for no key update`
}
