import type { Db } from '../client'

/** How far a study has come, as far as waiting for its images goes. */
export async function studyArrival(
  tx: Db,
  studyId: string,
): Promise<{ StudyInstanceUID: string; lastReceivedAt: Date; isReadable: boolean } | null> {
  const study = await tx.study.findUnique({
    where: { id: studyId },
    select: { StudyInstanceUID: true, lastReceivedAt: true, readingTask: { select: { studyId: true } } },
  })
  if (!study) return null
  const { readingTask, ...rest } = study
  return { ...rest, isReadable: readingTask !== null }
}

export async function studyIdOf(tx: Db, StudyInstanceUID: string): Promise<string | null> {
  const study = await tx.study.findUnique({ where: { StudyInstanceUID }, select: { id: true } })
  return study?.id ?? null
}
