import type { Tx } from '../client'
import type { Task } from './task'

/** Writes the given columns of a task that the transaction has locked. */
export async function updateTask(
  tx: Tx,
  studyId: string,
  data: Partial<Omit<Task, 'studyId'>>,
): Promise<void> {
  await tx.readingTask.update({ where: { studyId }, data, select: { studyId: true } })
}
