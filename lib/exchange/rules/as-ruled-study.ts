import type { RuledStudyRow } from '@/lib/db/exchange/ruled-studies'
import type { RuledStudy } from './due-studies'

export type ListedStudy = RuledStudy &
  Pick<RuledStudyRow, 'StudyInstanceUID' | 'StudyDate' | 'receivedAt' | 'revision'>

/** A row of the index as rules see it. What nobody is to read (no reading task) counts as read. */
export function asRuledStudy({ state, coldRevision, ...row }: RuledStudyRow): ListedStudy {
  return {
    ...row,
    isRead: state === null || ['final', 'addended', 'cancelled'].includes(state),
    isCold: coldRevision !== null && coldRevision >= row.revision,
  }
}
