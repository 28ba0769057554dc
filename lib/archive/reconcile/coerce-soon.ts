import type { Tx } from '@/lib/db/client'
import { enqueue } from '@/lib/queue/enqueue'

const quietMs = 2_000

/** The job that brings what is served of a study in line with its patient; images that follow push it back. */
export async function coerceSoon(tx: Tx, studyId: string): Promise<void> {
  const runAt = new Date(Date.now() + quietMs)
  await enqueue(tx, 'coerce-study', { studyId }, { jobKey: `coerce-study:${studyId}`, runAt })
}
