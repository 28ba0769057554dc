import type { Db } from '../client'

/** What decides the class of a study when it settles. null where there is no such study. */
export async function studyForReading(tx: Db, studyId: string): Promise<{ receivedAt: Date } | null> {
  return tx.study.findUnique({ where: { id: studyId }, select: { receivedAt: true } })
}
