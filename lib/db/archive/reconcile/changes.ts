import type { Prisma } from '../../generated/client'
import { db, type Db, type Tx } from '../../client'
import { newId } from '../new-id'

const columns = {
  id: true,
  kind: true,
  reason: true,
  reasonCode: true,
  actor: true,
  at: true,
  detail: true,
  undoUntil: true,
  undoneAt: true,
  undoneBy: true,
} as const

export interface NewChange {
  kind: string
  reason: string
  reasonCode?: string
  actor: string
  detail: Prisma.InputJsonObject
  undoUntil: Date | null
}

export async function insertChange(tx: Tx, change: NewChange): Promise<string> {
  const id = newId()
  await tx.archiveChange.create({ data: { id, ...change }, select: { id: true } })
  return id
}

export async function setChangeDetail(tx: Tx, id: string, detail: Prisma.InputJsonObject): Promise<void> {
  await tx.archiveChange.update({ where: { id }, data: { detail }, select: { id: true } })
}

/** The change, locked: one that is being undone is not undone twice. */
export async function lockChange(tx: Tx, id: string) {
  await tx.$queryRaw`select id from archive_change where id = ${id}::uuid for update`
  return tx.archiveChange.findUnique({ where: { id }, select: columns })
}

export async function markUndone(
  tx: Tx,
  id: string,
  by: { undoneAt: Date; undoneBy: string },
): Promise<void> {
  await tx.archiveChange.update({ where: { id }, data: by, select: { id: true } })
}

export function recentChanges(take: number) {
  return db().archiveChange.findMany({
    orderBy: { id: 'desc' },
    take,
    select: { ...columns, _count: { select: { deleted: true, quarantined: true } } },
  })
}

/** Of changes: the study each is about, as lists name it. */
export function studiesNamed(tx: Db, ids: readonly string[]) {
  return tx.study.findMany({
    where: { id: { in: [...ids] } },
    select: {
      id: true,
      StudyInstanceUID: true,
      StudyDate: true,
      StudyDescription: true,
      patient: { select: { PatientName: true, PatientID: true } },
    },
  })
}
