import { z } from 'zod'
import { peerAddress } from '@/lib/archive/peer-address'
import { readConfig } from '@/lib/config'
import { findPeer } from '@/lib/db/access/peers'
import { findCommitment, setCommitment } from '@/lib/db/orders/commitments'
import { reportEvent } from '@/lib/dimse/scu/report-event'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { StorageCommitmentPush, StorageCommitmentPushInstance } from './dimse/commitment-service'
import { eventOf, judgeCommitment } from './dimse/judge-commitment'

const references = z.array(
  z.object({ ReferencedSOPClassUID: z.string(), ReferencedSOPInstanceUID: z.string() }),
)

/**
 * One try to bring the report of a commitment to the peer over an association of our own (PS3.4 J.3.3). Judged anew at
 * each try, because what is kept may have changed meanwhile.
 * @throws whatever kept it from arriving, so that the queue tries again; after the last try it is noted and given up
 */
export async function reportCommitment(
  { commitmentId }: { commitmentId: string },
  { lastTry, ourAETitle = readConfig().aeTitle }: { lastTry: boolean; ourAETitle?: string },
): Promise<void> {
  const row = await findCommitment(commitmentId)
  if (!row || row.state !== 'waiting') return
  const { TransactionUID, callingAETitle } = row
  try {
    const peer = await findPeer(callingAETitle)
    if (!peer) throw new AppError('unprocessable', `${callingAETitle} is not on the list of peers any more.`)
    const verdict = await judgeCommitment(references.parse(row.ReferencedSOPSequence))
    const answered = await reportEvent(await peerAddress(peer, ourAETitle), {
      SOPClassUID: StorageCommitmentPush,
      SOPInstanceUID: StorageCommitmentPushInstance,
      ...eventOf(verdict, { TransactionUID, ourAETitle }),
    })
    if (answered !== 0) {
      throw new AppError('unavailable', `The peer answered the report with ${answered.toString(16)}.`)
    }
    await setCommitment(commitmentId, {
      state: 'reported',
      committed: verdict.committed.length,
      failed: verdict.failed.length,
      reportedAt: new Date(),
    })
  } catch (error) {
    const words = error instanceof AppError ? error.message : 'The report could not be sent.'
    // A peer without an address cannot be reached however often it is tried.
    const isHopeless = error instanceof AppError && error.code === 'unprocessable'
    const isOver = lastTry || isHopeless
    await setCommitment(commitmentId, {
      attempts: { increment: 1 },
      lastError: words,
      ...(isOver && { state: 'dead' as const }),
    })
    log.warn({ err: error, aeTitle: callingAETitle }, 'report of a storage commitment failed')
    if (!isHopeless) throw error
  }
}
