import { db, type Db, type Tx } from '../../client'

const columns = { id: true, studyId: true, reason: true, setAt: true, setBy: true } as const

export function standingHold(tx: Db, studyId: string) {
  return tx.legalHold.findFirst({ where: { studyId, releasedAt: null }, select: columns })
}

/** Of these studies, those that are held: for whoever would delete by rule. */
export async function heldStudies(studyIds: readonly string[]): Promise<Set<string>> {
  const rows = await db().legalHold.findMany({
    where: { studyId: { in: [...studyIds] }, releasedAt: null },
    select: { studyId: true },
  })
  return new Set(rows.map(({ studyId }) => studyId))
}

export async function insertHold(
  tx: Tx,
  hold: { studyId: string; reason: string; setBy: string },
): Promise<string> {
  const { id } = await tx.legalHold.create({ data: hold, select: { id: true } })
  return id
}

export async function endHold(
  tx: Tx,
  id: string,
  by: { releasedAt: Date; releasedBy: string; releaseReason: string },
): Promise<void> {
  await tx.legalHold.update({ where: { id }, data: by, select: { id: true } })
}

export function standingHolds(take: number) {
  return db().legalHold.findMany({
    where: { releasedAt: null },
    orderBy: { setAt: 'desc' },
    take,
    select: {
      ...columns,
      study: {
        select: {
          StudyInstanceUID: true,
          StudyDate: true,
          StudyDescription: true,
          patient: { select: { PatientName: true, PatientID: true } },
        },
      },
    },
  })
}
