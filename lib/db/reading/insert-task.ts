import type { Tx } from '../client'
import type { Task } from './task'

/** @returns false when the study has a task already (two workers settled it at once). */
export async function insertTask(tx: Tx, task: Task): Promise<boolean> {
  const { count } = await tx.readingTask.createMany({ data: [task], skipDuplicates: true })
  return count === 1
}
