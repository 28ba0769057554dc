import type { Tx } from '@/lib/db/client'
import { ruledStudy } from '@/lib/db/exchange/ruled-studies'
import { transferOf } from '@/lib/db/exchange/transfers'
import { requestTransfer } from '../transfers/ask-transfer'
import { asRuledStudy } from './as-ruled-study'
import { dueStudies } from './due-studies'
import { enabledRules } from './manage-rules'

/**
 * A study has settled and is readable: what the rules that are switched on ask for it. Called again when images come
 * late; what was sent whole is sent again only when the study has grown since.
 */
export async function applyArrivalRules(tx: Tx, studyId: string, now: Date): Promise<void> {
  const rules = await enabledRules()
  if (!rules.some(({ kind }) => kind === 'forward' || kind === 'prefetch')) return
  const row = await ruledStudy(studyId)
  if (!row) return
  const study = asRuledStudy(row)
  for (const rule of rules) {
    if (rule.kind !== 'forward' && rule.kind !== 'prefetch') continue
    if (dueStudies(rule, [study], { now, archiveBytes: 0 }).due.length === 0) continue
    const direction = rule.kind === 'forward' ? ('send' as const) : ('fetch' as const)
    const { destinationId } = rule.settings
    const before = await transferOf(tx, { direction, destinationId, studyId, StudyInstanceUID: '' })
    const isDone = before && (direction === 'fetch' || before.revision >= study.revision)
    if (isDone || before?.state === 'running' || before?.state === 'cancelled') continue
    await requestTransfer(tx, {
      direction,
      destinationId,
      studyId,
      ruleId: rule.id,
      StudyInstanceUID: '',
      requestedBy: `rule:${rule.id}`,
    })
  }
}
