import { z } from 'zod'
import { aiUrgencies } from './states'

/**
 * Why a deadline stands where it stands, as `reading_task.due_reasons` keeps it. The first entry is the class
 * ('class' from the order, 'person' where somebody corrected it); one entry per model run follows, effective or
 * not, so that a later correction of the class cannot lose what a model has seen.
 */
export const dueReason = z.object({
  source: z.enum(['class', 'person', 'ai']),
  /** "ED STAT" for a class, the finding's label for AI. */
  text: z.string(),
  targetMinutes: z.number(),
  at: z.string(),
  modelRunId: z.string().optional(),
  urgency: z.enum(aiUrgencies).optional(),
  finding: z.string().optional(),
  probability: z.number().optional(),
})

export type DueReason = z.infer<typeof dueReason>

/**
 * The reasons that count, in order of effect: the class, then each AI result that brought the deadline
 * further forward than everything before it.
 */
export function effectiveReasons(reasons: readonly DueReason[]): DueReason[] {
  let lowest = Infinity
  return reasons.filter((reason) => {
    if (reason.targetMinutes >= lowest) return false
    lowest = reason.targetMinutes
    return true
  })
}

/** One sentence for the row: "ED STAT 60 min → AI pneumothorax 0.91: 15 min". */
export function dueReasonSentence(reasons: readonly DueReason[], show: { findings: boolean }): string {
  const parts = effectiveReasons(reasons).map((reason) => part(reason, show.findings))
  return [...new Set(parts)].join(' → ')
}

function part(reason: DueReason, findings: boolean): string {
  if (reason.source === 'class') return `${reason.text} ${targetWords(reason.targetMinutes)}`
  if (reason.source === 'person') return `${reason.text} ${targetWords(reason.targetMinutes)} (set by hand)`
  if (!findings) return 'brought forward' // the target alone would tell how urgent the finding is
  const probability = reason.probability === undefined ? '' : ` ${reason.probability.toFixed(2)}`
  return `AI ${reason.text}${probability}: ${targetWords(reason.targetMinutes)}`
}

/** From two hours on, whole hours read faster than minutes: "90 min", "4 h", "24 h". */
function targetWords(minutes: number): string {
  return minutes >= 120 && minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`
}
