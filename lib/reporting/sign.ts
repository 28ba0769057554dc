import { audit } from '@/lib/access/audit'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/may'
import { readerOf } from '@/lib/access/reader-of'
import { transaction, type Tx } from '@/lib/db/client'
import { requireTask } from '@/lib/db/reading/require-task'
import { writeEvents } from '@/lib/db/reading/write-events'
import { deleteDraft, findDraft } from '@/lib/db/reporting/drafts'
import { versionDto } from '@/lib/db/reporting/version-dto'
import { versionsOf } from '@/lib/db/reporting/versions'
import { AppError } from '@/lib/errors'
import { publish } from '@/lib/live/publish'
import { appendVersion } from './append-version'
import { refuseUnlessHolder } from './refuse-unless-holder'
import type { ReportVersionDto } from './report'
import type { ReportText } from './report-text'

export interface SignInput {
  studyId: string
  actor: Actor
  status: 'preliminary' | 'final'
  /** The draft's revision that the reader saw; 0 to co-sign a preliminary report as it stands. */
  revision: number
  now?: Date
}

/**
 * Makes the draft an immutable version: off the reading list, onto the referrer's page, and the clock of its kind
 * stops. A final report may follow a preliminary one by another author: with a draft as the co-signer's own text,
 * without one as the preliminary text co-signed.
 * @throws AppError forbidden for the role, conflict without the claim or with another revision,
 * unprocessable when there is no impression
 */
export async function sign({
  studyId,
  actor,
  status,
  revision,
  now = new Date(),
}: SignInput): Promise<ReportVersionDto> {
  const reader = readerOf(actor)
  const action = status === 'final' ? 'report:sign-final' : 'report:sign-preliminary'
  const decision = may(actor, action)
  if (!decision.allowed) throw new AppError('forbidden', decision.reason)
  return transaction(async (tx) => {
    const task = await requireTask(tx, studyId)
    refuseUnlessHolder(task, reader)
    const text = await textToSign(tx, { studyId, revision, status })
    const version = await appendVersion(tx, { studyId, status, text, authorId: reader.userId, now })
    await deleteDraft(tx, studyId)
    await writeEvents(tx, {
      task,
      events: [{ type: status, actorId: reader.userId, data: { version: version.version } }],
      now,
    })
    await publish(tx, { studyId, change: 'report' })
    await audit({ actor, action, outcome: 'success', studyId, detail: { version: version.version } }, tx)
    return versionDto(version)
  })
}

async function textToSign(
  tx: Tx,
  { studyId, revision, status }: Pick<SignInput, 'studyId' | 'revision' | 'status'>,
): Promise<ReportText> {
  const draft = await findDraft(tx, studyId)
  if ((draft?.revision ?? 0) !== revision) {
    throw new AppError(
      'conflict',
      'The draft was changed in another window. Read it again before you sign.',
      {
        detail: { revision: draft?.revision ?? 0, author: draft?.author.displayName ?? null },
      },
    )
  }
  const preliminary = status === 'final' ? (await versionsOf(tx, studyId)).at(-1) : undefined
  const text = draft ?? preliminary
  if (!text || text.impression.trim() === '') {
    throw new AppError(
      'unprocessable',
      'Write an impression before you sign: it is what the referrer reads first.',
      {
        detail: { field: 'impression' },
      },
    )
  }
  return text
}
