import { actorName, type Actor } from '@/lib/access/actor'
import { audit } from '@/lib/access/audit'
import { transaction } from '@/lib/db/client'
import { findDestination } from '@/lib/db/exchange/destinations'
import { countTransfers, findTransfer, listTransferRows, setTransfer } from '@/lib/db/exchange/transfers'
import { AppError } from '@/lib/errors'
import { requestTransfer } from './ask-transfer'

export const transferStates = ['waiting', 'running', 'done', 'dead', 'cancelled'] as const
export type TransferState = (typeof transferStates)[number]

export interface TransferListing {
  id: string
  direction: 'send' | 'fetch'
  state: TransferState
  destination: string
  rule: string | null
  studyId: string
  StudyDate: string
  ModalitiesInStudy: string[]
  AccessionNumber: string
  attempts: number
  instances: number
  done: number
  lastError: string
  updatedAt: string
}

export interface TransfersAnswer {
  transfers: TransferListing[]
  counts: Partial<Record<TransferState, number>>
}

/** What is on its way, what arrived, and what a person must look at. */
export async function listTransfers(states: readonly TransferState[]): Promise<TransfersAnswer> {
  const [rows, counts] = await Promise.all([listTransferRows({ states, take: 200 }), countTransfers()])
  return {
    counts,
    transfers: rows.map(({ destination, rule, study, updatedAt, direction, state, ...row }) => ({
      id: row.id,
      direction: direction === 'fetch' ? 'fetch' : 'send',
      state: transferStates.find((known) => known === state) ?? 'waiting',
      destination: destination.name,
      rule: rule?.name ?? null,
      studyId: row.studyId,
      ...study,
      attempts: row.attempts,
      instances: row.instances,
      done: row.done,
      lastError: row.lastError,
      updatedAt: updatedAt.toISOString(),
    })),
  }
}

/** A person sends a study somewhere, now. @throws AppError not-found */
export async function sendStudy(
  { studyId, destinationId }: { studyId: string; destinationId: string },
  actor: Actor,
): Promise<{ transferId: string }> {
  if (!(await findDestination(destinationId)))
    throw new AppError('not-found', 'There is no such destination.')
  return transaction(async (tx) => {
    const transferId = await requestTransfer(tx, {
      direction: 'send',
      destinationId,
      studyId,
      ruleId: null,
      StudyInstanceUID: '',
      requestedBy: actorName(actor),
    })
    const detail = { what: 'asked for', transferId, destinationId }
    await audit({ actor, action: 'transfer:manage', outcome: 'success', studyId, detail }, tx)
    return { transferId }
  })
}

/** Tries a transfer that was given up once more. @throws AppError not-found, conflict */
export async function retryTransfer(id: string, actor: Actor): Promise<void> {
  const transfer = await requireTransfer(id)
  if (transfer.state !== 'dead' && transfer.state !== 'cancelled') {
    throw new AppError('conflict', 'This transfer is not given up: it is tried by itself.')
  }
  await transaction(async (tx) => {
    await requestTransfer(tx, {
      direction: transfer.direction === 'fetch' ? 'fetch' : 'send',
      destinationId: transfer.destinationId,
      studyId: transfer.studyId,
      ruleId: transfer.ruleId,
      StudyInstanceUID: transfer.StudyInstanceUID,
      requestedBy: actorName(actor),
    })
    const detail = { what: 'tried again', transferId: id }
    await audit(
      { actor, action: 'transfer:manage', outcome: 'success', studyId: transfer.studyId, detail },
      tx,
    )
  })
}

/** Gives a transfer up for good. @throws AppError not-found, conflict */
export async function cancelTransfer(id: string, actor: Actor): Promise<void> {
  const transfer = await requireTransfer(id)
  if (transfer.state === 'done') throw new AppError('conflict', 'This transfer is done already.')
  await transaction(async (tx) => {
    await setTransfer(id, { state: 'cancelled' }, tx)
    const detail = { what: 'given up', transferId: id }
    await audit(
      { actor, action: 'transfer:manage', outcome: 'success', studyId: transfer.studyId, detail },
      tx,
    )
  })
}

async function requireTransfer(id: string) {
  const transfer = await findTransfer(id)
  if (!transfer) throw new AppError('not-found', 'There is no such transfer.')
  return transfer
}
