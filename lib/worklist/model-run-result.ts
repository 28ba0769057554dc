import type { AiState, AiUrgency } from '@/lib/reading/states'

/** What triage tells the worklist of one stored model run. */
export interface ModelRunResult {
  /** model_run.id */
  id: string
  modelName: string
  modelVersion: string
  outcome: string // completed abstained failed ineligible
  reason: string
  urgency: string // critical urgent soon none
  findings: { name: string; label: string; probability: number; positive: boolean; urgency: string }[]
}

export interface StudyAi {
  state: AiState
  reason: string
}

const rank: Readonly<Record<string, number>> = { critical: 3, urgent: 2, soon: 1, none: 0 }

/** The finding that moves a study: the most pressing positive one, then the most probable. */
export function leadingFinding(
  run: ModelRunResult,
): { label: string; name: string; probability: number } | null {
  const positive = run.findings.filter((finding) => finding.positive && rank[finding.urgency])
  const [first] = positive.sort(
    (a, b) => (rank[b.urgency] ?? 0) - (rank[a.urgency] ?? 0) || b.probability - a.probability,
  )
  return first ?? null
}

/** An urgency word that is not ours moves nothing. */
export function aiUrgencyOf(run: ModelRunResult): AiUrgency {
  if (run.outcome !== 'completed') return 'none'
  return run.urgency === 'critical' || run.urgency === 'urgent' || run.urgency === 'soon'
    ? run.urgency
    : 'none'
}

/** Whether a model has looked at an image of the study and said something about it. */
export function hasAnswer(runs: readonly Pick<ModelRunResult, 'outcome'>[]): boolean {
  return runs.some(({ outcome }) => outcome === 'completed' || outcome === 'abstained')
}

const order: readonly AiState[] = ['completed', 'failed', 'abstained', 'ineligible']

/** What the row shows of all runs together: one that saw something outweighs one that could not look. */
export function studyAi(runs: readonly ModelRunResult[]): StudyAi | null {
  for (const state of order) {
    const run = runs.find((candidate) => candidate.outcome === state)
    if (run) return { state, reason: state === 'completed' ? '' : run.reason }
  }
  return null
}
