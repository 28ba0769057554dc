import { insertRejection, type NewRejection } from '@/lib/db/archive/rejections'
import { log } from '@/lib/log'
import { withinBounds } from './within-bounds'

export type Rejected = Pick<NewRejection, 'origin' | 'code' | 'reason'> &
  Partial<Pick<NewRejection, 'address' | 'callingAETitle' | 'SOPInstanceUID'>>

/**
 * Writes down, for the technologist, what was refused and what to do about it. Bounded per origin, so that somebody
 * who keeps knocking fills a log and not the database. Never fails: the refusal itself has been answered.
 */
export async function recordRejection(rejected: Rejected): Promise<void> {
  if (!withinBounds(`rejection ${rejected.origin}`)) return
  try {
    await insertRejection({ address: '', callingAETitle: '', SOPInstanceUID: '', ...rejected })
  } catch (error) {
    log.warn({ err: error, origin: rejected.origin, code: rejected.code }, 'rejection could not be recorded')
  }
}
