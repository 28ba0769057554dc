import type { Actor } from '@/lib/access/actor'
import { transaction, type Tx } from '@/lib/db/client'
import { userName } from '@/lib/db/reading/user-names'
import { updateTask } from '@/lib/db/reading/update-task'
import type { Task } from '@/lib/db/reading/task'
import { AppError } from '@/lib/errors'
import { leaseEnd } from './lease'
import { readerOf, type Reader } from '@/lib/access/reader-of'
import { record } from './record'
import { requireTask } from '@/lib/db/reading/require-task'

export interface Claim {
  studyId: string
  expiresAt: string
}

/**
 * Gives the study to this reader until the lease ends. Claiming what one holds prolongs it.
 * @throws AppError conflict while another reader holds it (detail: claimedBy, expiresAt), or when it is signed
 */
export async function claim({ studyId, actor, now = new Date() }: ClaimInput): Promise<Claim> {
  const reader = readerOf(actor)
  return transaction(async (tx) => claimLocked(tx, { task: await requireTask(tx, studyId), reader, now }))
}

interface ClaimInput {
  studyId: string
  actor: Actor
  now?: Date
}

/** As `claim`, for a task that the transaction has locked. */
export async function claimLocked(
  tx: Tx,
  { task, reader, now }: { task: Task; reader: Reader; now: Date },
): Promise<Claim> {
  const claimExpiresAt = leaseEnd(now)
  const answer = { studyId: task.studyId, expiresAt: claimExpiresAt.toISOString() }
  if (task.claimedById === reader.userId) {
    await updateTask(tx, task.studyId, { claimExpiresAt })
    return answer
  }
  const held = task.claimedById !== null
  if (held && task.claimExpiresAt && task.claimExpiresAt > now) throw await heldBy(tx, task)
  if (task.state === 'final' || task.state === 'addended') {
    throw new AppError('conflict', 'The report of this study is signed. Write an addendum instead.', {
      detail: { state: task.state },
    })
  }
  await record(tx, {
    task,
    actor: reader,
    action: 'study:claim',
    events: [
      ...(held ? [{ type: 'claim-expired' as const, data: { userId: task.claimedById } }] : []),
      { type: 'claimed', actorId: reader.userId },
    ],
    update: { claimedAt: now, claimExpiresAt },
    change: 'claim',
    now,
  })
  return answer
}

async function heldBy(tx: Tx, task: Task): Promise<AppError> {
  const claimedBy = task.claimedById ? await userName(tx, task.claimedById) : ''
  return new AppError('conflict', `${claimedBy || 'Somebody else'} is reading this study.`, {
    detail: { claimedBy, expiresAt: task.claimExpiresAt?.toISOString() ?? null },
  })
}
