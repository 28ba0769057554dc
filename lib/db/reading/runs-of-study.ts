import type { Db } from '../client'

/** Model runs that were stored before the study had a reading task. */
export async function runsOfStudy(tx: Db, studyId: string) {
  return tx.modelRun.findMany({
    where: { studyId },
    orderBy: { id: 'asc' },
    select: {
      id: true,
      modelName: true,
      modelVersion: true,
      outcome: true,
      reason: true,
      urgency: true,
      findings: { select: { name: true, label: true, probability: true, positive: true, urgency: true } },
    },
  })
}
