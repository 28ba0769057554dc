import type { Db } from '../client'

/** Unread studies that no model has answered for: waiting when the worker went away, or while models were off. */
export async function studiesWithoutAi(tx: Db): Promise<string[]> {
  const tasks = await tx.readingTask.findMany({
    where: { aiState: { in: ['pending', 'off'] }, state: { in: ['readable', 'claimed', 'preliminary'] } },
    orderBy: { dueAt: 'asc' },
    select: { studyId: true },
  })
  return tasks.map((task) => task.studyId)
}
