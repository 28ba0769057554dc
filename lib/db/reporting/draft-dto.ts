import type { ReportDraftDto } from '@/lib/reporting/report'
import type { DraftRow } from './drafts'

/** A draft as the API answers it; revision 0 where nothing was saved yet. */
export function draftDto(draft: DraftRow | null): ReportDraftDto {
  if (!draft)
    return { indication: '', findings: '', impression: '', revision: 0, author: null, updatedAt: null }
  return {
    indication: draft.indication,
    findings: draft.findings,
    impression: draft.impression,
    revision: draft.revision,
    author: { userId: draft.authorId, displayName: draft.author.displayName },
    updatedAt: draft.updatedAt.toISOString(),
  }
}
