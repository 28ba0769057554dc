import { audit } from '@/lib/access/audit'
import type { Actor } from '@/lib/access/actor'
import { readerOf } from '@/lib/access/reader-of'
import { transaction, type Tx } from '@/lib/db/client'
import { requireTask } from '@/lib/db/reading/require-task'
import { draftDto } from '@/lib/db/reporting/draft-dto'
import { findDraft, putDraft, type DraftRow } from '@/lib/db/reporting/drafts'
import { publish } from '@/lib/live/publish'
import { AppError } from '@/lib/errors'
import type { ReportDraftDto } from './report'
import type { ReportText } from './report-text'
import { refuseUnlessHolder } from './refuse-unless-holder'

/**
 * Saves what the holder of the claim has written so far. A save names the revision it started from, so that two
 * windows of one reader, or a reader and the one who took the study over, cannot overwrite each other unseen.
 * Only the first save of a draft by an author is audited and announced: autosave is not an event.
 * @throws AppError conflict without the claim, or (detail: revision, author) when another revision was saved since
 */
export async function saveDraft({
  studyId,
  actor,
  revision,
  text,
}: {
  studyId: string
  actor: Actor
  revision: number
  text: ReportText
}): Promise<ReportDraftDto> {
  const reader = readerOf(actor)
  return transaction(async (tx) => {
    const task = await requireTask(tx, studyId)
    refuseUnlessHolder(task, reader)
    const before = await findDraft(tx, studyId)
    refuseOtherRevision(before, revision)
    const { indication, findings, impression } = text
    const saved = await putDraft(tx, {
      studyId,
      authorId: reader.userId,
      revision: revision + 1,
      indication,
      findings,
      impression,
    })
    if (before?.authorId !== reader.userId) await announce(tx, studyId, reader)
    return draftDto(saved)
  })
}

function refuseOtherRevision(before: DraftRow | null, revision: number): void {
  const saved = before?.revision ?? 0
  if (saved === revision) return
  const author = before?.author.displayName ?? null
  throw new AppError('conflict', 'The draft was changed in another window. Load it before you go on.', {
    detail: { revision: saved, author },
  })
}

async function announce(tx: Tx, studyId: string, actor: Actor): Promise<void> {
  await publish(tx, { studyId, change: 'report' })
  await audit({ actor, action: 'report:draft', outcome: 'success', studyId }, tx)
}
