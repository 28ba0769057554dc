import type { Tx } from '@/lib/db/client'
import { appendEvent } from '@/lib/db/reading/events'
import { imagesSinceSignature, notedImages } from '@/lib/db/reading/late-images'
import { lockTask } from '@/lib/db/reading/lock-task'
import { publish } from '@/lib/live/publish'

/**
 * Images that arrive after a report was signed are images that nobody has read. The report stands, so they cannot
 * put the study back: it is listed under "to sign" until an addendum says that they were looked at.
 */
export async function noteLateImages(
  tx: Tx,
  { studyId, now }: { studyId: string; now: Date },
): Promise<void> {
  const task = await lockTask(tx, studyId)
  if (task?.state !== 'preliminary' && task?.state !== 'final' && task?.state !== 'addended') return
  const instances = await imagesSinceSignature(tx, studyId)
  if (instances === 0 || instances === (await notedImages(tx, studyId))) return
  await appendEvent(tx, { studyId, type: 'images-added', at: now, data: { instances } })
  await publish(tx, { studyId, change: 'readable' })
}
