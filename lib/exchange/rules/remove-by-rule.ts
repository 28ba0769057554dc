import { deleteInstances } from '@/lib/archive/delete'
import { holdings } from '@/lib/db/archive/holdings'
import { ruledStudy } from '@/lib/db/exchange/ruled-studies'
import { AppError } from '@/lib/errors'
import { asRuledStudy, type ListedStudy } from './as-ruled-study'
import { dueStudies } from './due-studies'
import type { RuleOf } from './rule'

/**
 * Deletes a study because a rule says so: as softly as a person does, with the same way back. It is judged once more as
 * it is at this moment, since images, a hold or a reader may have come meanwhile.
 * @throws AppError conflict when it is not due any more
 */
export async function removeByRule(
  rule: RuleOf<'retention'> | RuleOf<'quota'>,
  { studyId }: Pick<ListedStudy, 'studyId'>,
): Promise<void> {
  const now = new Date()
  const row = await ruledStudy(studyId)
  const { bytes: archiveBytes } = await holdings()
  if (!row || dueStudies(rule, [asRuledStudy(row)], { now, archiveBytes }).due.length === 0) {
    throw new AppError('conflict', 'The study has changed and is not due any more.')
  }
  await deleteInstances({
    level: 'study',
    uids: { StudyInstanceUID: row.StudyInstanceUID },
    kind: 'retention',
    reason: `Rule “${rule.name}”`,
    actor: { kind: 'system', name: `rule:${rule.id}`, address: '' },
    now,
  })
}
