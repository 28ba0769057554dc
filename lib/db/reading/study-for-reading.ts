import type { Db } from '../client'

/** What decides the class of a study when it settles. null where there is no such study. */
export async function studyForReading(tx: Db, studyId: string): Promise<{ receivedAt: Date } | null> {
  return tx.study.findUnique({ where: { id: studyId }, select: { receivedAt: true } })
}

/** The sealed headers of one object per series: where the urgency attributes are read from. */
export async function sampleMetadata(tx: Db, studyId: string): Promise<Uint8Array[]> {
  const series = await tx.series.findMany({
    where: { studyId },
    orderBy: { id: 'asc' },
    take: 3,
    select: { instances: { orderBy: { id: 'asc' }, take: 1, select: { metadata: true } } },
  })
  return series.flatMap(({ instances }) => instances.map(({ metadata }) => metadata))
}
