import type { Tx } from '../client'
import { taskColumns, taskSelect, type Task } from './task'

/**
 * The study's reading task, locked until the transaction ends, so that what is decided from it is still true
 * when it is written. null where the study is not (yet) to be read.
 */
export async function lockTask(tx: Tx, studyId: string): Promise<Task | null> {
  await tx.$executeRaw`select 1 from reading_task where study_pk = ${studyId}::uuid for update`
  const row = await tx.readingTask.findUnique({ where: { studyId }, select: taskSelect })
  return row ? taskColumns.parse(row) : null
}
