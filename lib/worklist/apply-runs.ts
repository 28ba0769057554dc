import type { DeadlineTargets } from '@/lib/reading/deadline-policy'
import { aiTarget } from '@/lib/reading/deadline-policy'
import { withAi, type Deadline } from '@/lib/reading/deadline'
import { aiUrgencyOf, leadingFinding, type ModelRunResult } from './model-run-result'

/** The deadline after these runs: never later than before, whatever the runs say and in whatever order they come. */
export function applyRuns(
  deadline: Deadline,
  { runs, targets, now }: { runs: readonly ModelRunResult[]; targets: DeadlineTargets; now: Date },
): Deadline {
  return runs.reduce((current, run) => {
    const urgency = aiUrgencyOf(run)
    const targetMinutes = aiTarget(targets, urgency)
    if (targetMinutes === null) return current
    const finding = leadingFinding(run)
    return withAi(current, {
      source: 'ai',
      text: finding ? finding.label.toLowerCase() : urgency,
      targetMinutes,
      at: now.toISOString(),
      modelRunId: run.id,
      urgency,
      ...(finding ? { finding: finding.name, probability: finding.probability } : {}),
    })
  }, deadline)
}
