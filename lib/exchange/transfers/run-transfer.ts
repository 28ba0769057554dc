import { audit } from '@/lib/access/audit'
import { endTry, findTransfer, setTransfer } from '@/lib/db/exchange/transfers'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import type { JobPayload } from '@/lib/queue/jobs'
import { openDestination } from '../destinations'
import { fetchPriors } from './fetch-priors'
import { sendWhole } from './send-whole'

type Transfer = NonNullable<Awaited<ReturnType<typeof findTransfer>>>

/**
 * One try of a transfer. What goes wrong is written down in words and tried again with growing pauses; after the last
 * try it is dead: it waits for a person, and nothing is forgotten.
 */
export async function runTransfer(
  { transferId }: JobPayload<'run-transfer'>,
  { lastTry }: { lastTry: boolean },
): Promise<void> {
  const transfer = await findTransfer(transferId)
  if (!transfer || transfer.state === 'cancelled' || transfer.state === 'done') return
  const attempts = transfer.attempts + 1
  await setTransfer(transferId, { state: 'running', attempts })
  try {
    const outcome = await attempt(transfer)
    await endTry(transferId, { state: 'done', lastError: '', ...outcome })
    await tell(transfer, 'success', { instances: outcome.done })
  } catch (error) {
    const lastError =
      error instanceof AppError ? error.message : 'A fault of ours; the log of the worker says more.'
    await endTry(transferId, { state: lastTry ? 'dead' : 'waiting', lastError })
    if (lastTry) await tell(transfer, 'failure', { attempts })
    if (!(error instanceof AppError)) log.error({ err: error, transferId }, 'transfer failed')
    throw new Error(`transfer ${transferId} failed`, { cause: error })
  }
}

async function attempt(transfer: Transfer): Promise<{ instances: number; done: number; revision?: number }> {
  const destination = await openDestination(transfer.destinationId)
  const progress = (done: number, instances: number) => setTransfer(transfer.id, { done, instances })
  return transfer.direction === 'send'
    ? sendWhole({ studyId: transfer.studyId, destination, progress })
    : fetchPriors({ transfer, destination, progress })
}

function tell(
  { id, studyId, destinationId, direction }: Transfer,
  outcome: 'success' | 'failure',
  counts: Record<string, number>,
): Promise<void> {
  return audit({
    actor: { kind: 'system', name: 'transfers', address: '' },
    action: direction === 'send' ? 'image:send' : 'image:store',
    outcome,
    studyId,
    detail: { transferId: id, destinationId, ...counts },
  })
}
