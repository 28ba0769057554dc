import { db, type Db } from '../client'

const columns = {
  id: true,
  direction: true,
  destinationId: true,
  ruleId: true,
  studyId: true,
  StudyInstanceUID: true,
  state: true,
  attempts: true,
  revision: true,
  instances: true,
  done: true,
  lastError: true,
  requestedBy: true,
  createdAt: true,
  updatedAt: true,
}

export interface NewTransfer {
  direction: 'send' | 'fetch'
  destinationId: string
  studyId: string
  ruleId: string | null
  StudyInstanceUID: string
  requestedBy: string
}

/** One transfer a study, destination and direction: asked for again it waits again, whatever became of it. */
export function askTransfer(tx: Db, transfer: NewTransfer) {
  const { direction, destinationId, studyId, StudyInstanceUID, ruleId, requestedBy } = transfer
  return tx.transfer.upsert({
    where: {
      direction_destinationId_studyId_StudyInstanceUID: {
        direction,
        destinationId,
        studyId,
        StudyInstanceUID,
      },
    },
    create: transfer,
    update: { state: 'waiting', attempts: 0, lastError: '', ruleId, requestedBy },
    select: columns,
  })
}

export function findTransfer(id: string) {
  return db().transfer.findUnique({ where: { id }, select: columns })
}

/** What a transfer of this study to this destination has come to, if there was one. */
export function transferOf(
  tx: Db,
  where: Pick<NewTransfer, 'direction' | 'destinationId' | 'studyId' | 'StudyInstanceUID'>,
) {
  return tx.transfer.findUnique({
    where: { direction_destinationId_studyId_StudyInstanceUID: where },
    select: columns,
  })
}

export async function setTransfer(
  id: string,
  state: {
    state?: 'waiting' | 'running' | 'done' | 'dead' | 'cancelled'
    attempts?: number
    revision?: number
    instances?: number
    done?: number
    lastError?: string
  },
  tx: Db = db(),
): Promise<void> {
  await tx.transfer.update({ where: { id }, data: state, select: { id: true } })
}

/** How a try that was under way ended; one that was cancelled meanwhile stays so. */
export async function endTry(
  id: string,
  outcome: {
    state: 'waiting' | 'done' | 'dead'
    revision?: number
    instances?: number
    done?: number
    lastError: string
  },
): Promise<void> {
  await db().transfer.updateMany({ where: { id, state: 'running' }, data: outcome })
}

/** The latest of each kind, with what a list shows. */
export function listTransferRows({ states, take }: { states: readonly string[]; take: number }) {
  return db().transfer.findMany({
    where: { state: { in: [...states] } },
    orderBy: { updatedAt: 'desc' },
    take,
    select: {
      ...columns,
      destination: { select: { name: true } },
      rule: { select: { name: true } },
      study: { select: { StudyDate: true, ModalitiesInStudy: true, AccessionNumber: true } },
    },
  })
}

export async function countTransfers(): Promise<Record<string, number>> {
  const groups = await db().transfer.groupBy({ by: ['state'], _count: true })
  return Object.fromEntries(groups.map(({ state, _count }) => [state, _count]))
}
