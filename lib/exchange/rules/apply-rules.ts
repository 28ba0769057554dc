import { moveStudyToCold } from '@/lib/archive/cold/move-study'
import { holdings } from '@/lib/db/archive/holdings'
import { ruledStudies } from '@/lib/db/exchange/ruled-studies'
import { noteRuleRun } from '@/lib/db/exchange/rules'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { asRuledStudy, type ListedStudy } from './as-ruled-study'
import { dueStudies } from './due-studies'
import { enabledRules } from './manage-rules'
import { removeByRule } from './remove-by-rule'
import type { RuleOf } from './rule'

type StandingRule = RuleOf<'retention'> | RuleOf<'quota'> | RuleOf<'cold'>

const dayMs = 86_400_000
const chunk = 500
/** One run does no more than that; the next one, an hour later, goes on. */
const mostStudies = 2_000
const budgetMs = 120_000

interface RunCounts {
  studies: number
  bytes: number
  failed: number
  sparedUnread: number
  sparedHeld: number
}

/** The rules that time starts: retention, quota, cold storage. One that fails keeps no other from running. */
export async function applyStandingRules(now = new Date()): Promise<void> {
  for (const rule of await enabledRules()) {
    if (rule.kind === 'forward' || rule.kind === 'prefetch') continue
    try {
      await noteRuleRun(rule.id, now, { ...(await applyRule(rule, now)) })
    } catch (error) {
      log.error({ err: error, ruleId: rule.id }, 'a rule of the archive could not be applied')
    }
  }
}

async function applyRule(rule: StandingRule, now: Date): Promise<RunCounts> {
  const counts: RunCounts = { studies: 0, bytes: 0, failed: 0, sparedUnread: 0, sparedHeld: 0 }
  const began = Date.now()
  let archiveBytes = (await holdings()).bytes
  const isSpent = () => counts.studies >= mostStudies || Date.now() - began > budgetMs
  const work = async (studies: readonly ListedStudy[]): Promise<void> => {
    const { due, sparedUnread, sparedHeld } = dueStudies(rule, studies, { now, archiveBytes })
    counts.sparedUnread += sparedUnread
    counts.sparedHeld += sparedHeld
    for (const study of due) {
      if (isSpent()) return
      try {
        if (rule.kind === 'cold') await moveStudyToCold(study, now)
        else await removeByRule(rule, study)
        counts.studies += 1
        counts.bytes += study.bytes
        if (rule.kind !== 'cold') archiveBytes -= study.bytes
      } catch (error) {
        counts.failed += 1
        const words = error instanceof AppError ? error.message : 'fault of ours'
        log.warn({ err: error, ruleId: rule.id, studyId: study.studyId }, `a rule could not act: ${words}`)
      }
    }
  }
  let studies: ListedStudy[] = []
  for await (const row of ruledStudies({ receivedBefore: latestOf(rule, now) })) {
    studies.push(asRuledStudy(row))
    if (studies.length < chunk) continue
    await work(studies)
    studies = []
    if (isSpent()) break
  }
  await work(studies)
  return counts
}

/** Nothing that came later can be due. */
function latestOf(rule: StandingRule, now: Date): Date {
  return rule.kind === 'quota' ? now : new Date(now.getTime() - rule.settings.days * dayMs)
}
