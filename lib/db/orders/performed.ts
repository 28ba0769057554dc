import type { Db, Tx } from '../client'

const columns = {
  id: true,
  SOPInstanceUID: true,
  PerformedProcedureStepStatus: true,
  StudyInstanceUID: true,
  endedAt: true,
  attributes: true,
} as const

export interface NewPerformed {
  SOPInstanceUID: string
  PerformedProcedureStepStatus: string
  PerformedProcedureStepID: string
  PerformedStationAETitle: string
  Modality: string
  callingAETitle: string
  StudyInstanceUID: string
  attributes: Uint8Array<ArrayBuffer>
  scheduledIds: readonly string[]
}

/** @returns null when this instance is there already */
export async function insertPerformed(
  tx: Tx,
  { scheduledIds, ...performed }: NewPerformed,
): Promise<string | null> {
  const rows = await tx.performedProcedureStep.createManyAndReturn({
    data: [performed],
    skipDuplicates: true,
    select: { id: true },
  })
  const id = rows[0]?.id
  if (id === undefined) return null
  await tx.performedForScheduled.createMany({
    data: scheduledIds.map((scheduledId) => ({ performedId: id, scheduledId })),
  })
  return id
}

/** The step, locked until the transaction ends, with the orders that it fulfils. */
export async function lockPerformed(tx: Tx, SOPInstanceUID: string) {
  await tx.$queryRaw`
    select id from performed_procedure_step where sop_instance_uid = ${SOPInstanceUID} for update`
  return tx.performedProcedureStep.findUnique({
    where: { SOPInstanceUID },
    select: { ...columns, scheduled: { select: { scheduled: { select: { orderId: true } } } } },
  })
}

export async function updatePerformed(
  tx: Tx,
  id: string,
  update: {
    PerformedProcedureStepStatus: string
    discontinuationReason: string
    attributes: Uint8Array<ArrayBuffer>
    endedAt: Date | null
  },
): Promise<void> {
  await tx.performedProcedureStep.update({ where: { id }, data: update, select: { id: true } })
}

/** Makes the objects that a step made those named. */
export async function replaceInstances(tx: Tx, performedId: string, uids: readonly string[]): Promise<void> {
  await tx.performedInstance.deleteMany({ where: { performedId } })
  await tx.performedInstance.createMany({
    data: uids.map((SOPInstanceUID) => ({ performedId, SOPInstanceUID })),
    skipDuplicates: true,
  })
}

/** What scanners said of studies: the status, and which objects they made. */
export function performedOfStudies(tx: Db, StudyInstanceUIDs: readonly string[]) {
  return tx.performedProcedureStep.findMany({
    where: { StudyInstanceUID: { in: [...StudyInstanceUIDs] } },
    select: {
      StudyInstanceUID: true,
      PerformedProcedureStepStatus: true,
      endedAt: true,
      instances: { select: { SOPInstanceUID: true } },
    },
  })
}

/** Of these objects those that are in the index. */
export async function arrivedOf(tx: Db, uids: readonly string[]): Promise<Set<string>> {
  if (uids.length === 0) return new Set()
  const rows = await tx.$queryRaw<{ uid: string }[]>`
    select sop_instance_uid as uid from instance where sop_instance_uid = any(${[...uids]}::text[])`
  return new Set(rows.map(({ uid }) => uid))
}

/** For each study that a scanner has finished: how many images it announced, and how many of them are here. */
export async function announcedImages(
  tx: Db,
  StudyInstanceUIDs: readonly string[],
): Promise<Map<string, { announced: number; arrived: number }>> {
  const rows = await tx.$queryRaw<{ uid: string; announced: number; arrived: number }[]>`
    select p.study_instance_uid as uid, count(distinct e.sop_instance_uid)::int as announced,
      count(distinct i.sop_instance_uid)::int as arrived
    from performed_procedure_step p
    join performed_instance e on e.performed_id = p.id
    left join instance i on i.sop_instance_uid = e.sop_instance_uid
    where p.study_instance_uid = any(${[...StudyInstanceUIDs]}::text[])
    group by p.study_instance_uid`
  return new Map(rows.map(({ uid, ...counts }) => [uid, counts]))
}
