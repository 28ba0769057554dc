import { AppError } from '@/lib/errors'
import type { Tx } from '../client'
import { lockTask } from './lock-task'
import type { Task } from './task'

/**
 * The study's task, locked until the transaction ends.
 * @throws AppError not-found where the study is not to be read yet
 */
export async function requireTask(tx: Tx, studyId: string): Promise<Task> {
  const task = await lockTask(tx, studyId)
  if (!task)
    throw new AppError('not-found', 'This study is still arriving. It can be read when it has settled.')
  return task
}
