import type { Reader } from '@/lib/access/reader-of'
import type { Task } from '@/lib/db/reading/task'
import { AppError } from '@/lib/errors'

/**
 * Only who holds the study writes or signs its report. A lease that ran out still counts while nobody else has
 * taken the study, so that a reader who comes back from the telephone loses nothing.
 * @throws AppError conflict
 */
export function refuseUnlessHolder(task: Task, reader: Reader): void {
  if (task.state === 'final' || task.state === 'addended') {
    throw new AppError('conflict', 'The report of this study is signed. Write an addendum instead.', {
      detail: { state: task.state },
    })
  }
  if (task.claimedById === reader.userId) return
  throw new AppError(
    'conflict',
    'You do not hold this study. Claim it before you write or sign its report.',
    {
      detail: { state: task.state, claimed: task.claimedById !== null },
    },
  )
}
