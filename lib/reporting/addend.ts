import { audit } from '@/lib/access/audit'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/may'
import { readerOf } from '@/lib/access/reader-of'
import { transaction } from '@/lib/db/client'
import { requireTask } from '@/lib/db/reading/require-task'
import { writeEvents } from '@/lib/db/reading/write-events'
import { versionDto } from '@/lib/db/reporting/version-dto'
import { AppError } from '@/lib/errors'
import { publish } from '@/lib/live/publish'
import { appendVersion } from './append-version'
import type { ReportVersionDto } from './report'

/**
 * Adds to a final report without touching it. Needs no claim: nobody else can be writing a signed report.
 * @throws AppError conflict before the report is final, unprocessable when the text is empty
 */
export async function addend({
  studyId,
  actor,
  text,
  now = new Date(),
}: {
  studyId: string
  actor: Actor
  text: string
  now?: Date
}): Promise<ReportVersionDto> {
  const reader = readerOf(actor)
  const decision = may(actor, 'report:addend')
  if (!decision.allowed) throw new AppError('forbidden', decision.reason)
  if (text.trim() === '') {
    throw new AppError('unprocessable', 'Write the addendum before you sign it.', {
      detail: { field: 'text' },
    })
  }
  return transaction(async (tx) => {
    const task = await requireTask(tx, studyId)
    if (task.state !== 'final' && task.state !== 'addended') {
      throw new AppError('conflict', 'Only a final report can have an addendum. Sign the report first.', {
        detail: { state: task.state },
      })
    }
    const version = await appendVersion(tx, {
      studyId,
      status: 'addendum',
      text: { indication: '', findings: '', impression: text },
      authorId: reader.userId,
      now,
    })
    await writeEvents(tx, {
      task,
      events: [{ type: 'addended', actorId: reader.userId, data: { version: version.version } }],
      now,
    })
    await publish(tx, { studyId, change: 'report' })
    await audit(
      { actor, action: 'report:addend', outcome: 'success', studyId, detail: { version: version.version } },
      tx,
    )
    return versionDto(version)
  })
}
