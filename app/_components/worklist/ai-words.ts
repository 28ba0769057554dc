import { assertNever } from '@/lib/errors'
import type { WorklistRow } from '@/lib/worklist/worklist-row'

export interface AiWords {
  /** null: nothing that moves a study */
  kind: 'critical' | 'urgent' | 'soon' | null
  words: string
  /** Why there is no result, in words. */
  why: string
}

/** What the AI column says. A study that was not analysed never looks like one without a finding. */
export function aiWords(ai: WorklistRow['ai'], readAi: boolean): AiWords {
  // The server leaves findings out for such a role; that must not look like a study without one.
  if (!readAi && ai.state === 'completed') return { kind: null, words: 'Not for your role', why: '' }
  switch (ai.state) {
    case 'pending':
      return { kind: null, words: 'Analysing…', why: 'The study is waiting for the model.' }
    case 'ineligible':
      return { kind: null, words: 'Not analysed', why: ai.reason }
    case 'abstained':
      return { kind: null, words: 'Abstained', why: ai.reason }
    case 'failed':
      return { kind: null, words: 'Failed', why: ai.reason }
    case 'off':
      return { kind: null, words: 'AI off', why: ai.reason }
    case 'completed':
      return completed(ai)
    default:
      return assertNever(ai.state)
  }
}

function completed(ai: WorklistRow['ai']): AiWords {
  const kind = ai.urgency === 'none' ? null : ai.urgency
  const first = ai.findings.filter((finding) => finding.positive)[0]
  if (!first) return { kind, words: kind ? `AI: ${kind}` : 'No finding', why: ai.reason }
  return { kind, words: `${first.label} ${first.probability.toFixed(2)}`, why: ai.reason }
}
