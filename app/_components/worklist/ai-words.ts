import { assertNever } from '@/lib/errors'
import type { WorklistRow } from '@/lib/worklist/worklist-row'

export interface AiWords {
  /** null: nothing that moves a study */
  kind: 'critical' | 'urgent' | 'soon' | null
  words: string
  /** The probability that belongs to the words; '' when there is none. */
  figure: string
  /** Why there is no result, in words. */
  why: string
}

/** What the AI column says. A study that was not analysed never looks like one without a finding. */
export function aiWords(ai: WorklistRow['ai'], readAi: boolean): AiWords {
  // The server leaves findings out for such a role; that must not look like a study without one.
  if (!readAi && ai.state === 'completed') return plain('Not for your role', '')
  switch (ai.state) {
    case 'pending':
      return plain('Analysing…', 'The study is waiting for the model.')
    case 'ineligible':
      return plain('Not analysed', ai.reason)
    case 'abstained':
      return plain('Abstained', ai.reason)
    case 'failed':
      return plain('Failed', ai.reason)
    case 'off':
      return plain('AI off', ai.reason)
    case 'completed':
      return completed(ai)
    default:
      return assertNever(ai.state)
  }
}

function completed(ai: WorklistRow['ai']): AiWords {
  const kind = ai.urgency === 'none' ? null : ai.urgency
  const positive = ai.findings.filter((finding) => finding.positive)
  // The one that moved the study, not the likeliest: it is the same that the reason of the deadline names.
  const first = positive.find((finding) => finding.urgency === ai.urgency) ?? positive[0]
  if (!first) return { ...plain(kind ? `AI: ${kind}` : 'No finding', ai.reason), kind }
  return { kind, words: first.label, figure: first.probability.toFixed(2), why: ai.reason }
}

function plain(words: string, why: string): AiWords {
  return { kind: null, words, figure: '', why }
}
