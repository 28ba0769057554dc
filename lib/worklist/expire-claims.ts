import { audit } from '@/lib/access/audit'
import { transaction, type Tx } from '@/lib/db/client'
import { appendEvent } from '@/lib/db/reading/events'
import { releaseExpired } from '@/lib/db/reading/sql/release-expired'
import { publish } from '@/lib/live/publish'

/**
 * Returns studies whose reader has vanished to the list. Called by the worker every minute, and by
 * `nextCase`, so that a dead browser's study is found even while no worker runs.
 * @returns how many came back
 */
export async function expireClaims({ now = new Date() }: { now?: Date } = {}, tx?: Tx): Promise<number> {
  const work = async (inside: Tx): Promise<number> => {
    const freed = await releaseExpired(inside, now)
    for (const { studyId, userId } of freed) {
      await appendEvent(inside, { studyId, type: 'claim-expired', at: now, data: { userId } })
      await publish(inside, { studyId, change: 'claim' })
    }
    for (const { studyId } of freed) {
      await audit(
        {
          actor: { kind: 'system', name: 'claims', address: '' },
          action: 'study:claim',
          outcome: 'success',
          studyId,
          detail: { events: 'claim-expired' },
        },
        inside,
      )
    }
    return freed.length
  }
  return tx ? work(tx) : transaction(work)
}
