import type { Db } from '../client'

/**
 * How many images came after the latest signature; what models made of the study does not count.
 * 0 where nothing is signed.
 */
export async function imagesSinceSignature(tx: Db, studyId: string): Promise<number> {
  const last = await tx.reportVersion.findFirst({
    where: { studyId },
    orderBy: { version: 'desc' },
    select: { signedAt: true },
  })
  if (!last) return 0
  return tx.instance.count({
    where: {
      series: { studyId },
      receivedAt: { gt: last.signedAt },
      NOT: { origin: { startsWith: 'triage:' } },
    },
  })
}

/** How many the log has noted since that signature. */
export async function notedImages(tx: Db, studyId: string): Promise<number> {
  const last = await tx.readingEvent.findFirst({
    where: { studyId, type: { in: ['images-added', 'preliminary', 'final', 'addended'] } },
    orderBy: { id: 'desc' },
    select: { type: true, data: true },
  })
  if (last?.type !== 'images-added') return 0
  const { instances } = last.data as { instances?: number }
  return instances ?? 0
}
