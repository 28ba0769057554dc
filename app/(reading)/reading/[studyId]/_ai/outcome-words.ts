import type { WorklistRow } from '@/lib/worklist/worklist-row'

/** Why a run has no findings, in words. `reason` is the model's own and names no patient. */
export function outcomeWords(outcome: string, reason: string): string {
  const why = reason === '' ? '' : ` ${sentence(reason)}`
  if (outcome === 'abstained') return `The model did not judge this image.${why}`
  if (outcome === 'ineligible') return `Not a study this model reads.${why}`
  if (outcome === 'failed') return `The model could not finish.${why}`
  return `Outcome: ${outcome}.${why}`
}

/** What is known of a study that no model has run on. */
export function studyWords(ai: WorklistRow['ai'] | null): string {
  if (!ai) return 'No model has run on this study.'
  const why = ai.reason === '' ? '' : ` ${sentence(ai.reason)}`
  switch (ai.state) {
    case 'pending':
      return `Waiting for the models.${why}`
    case 'ineligible':
      return `No model reads this kind of study.${why}`
    case 'off':
      return `AI is off.${why}`
    case 'abstained':
    case 'failed':
      return outcomeWords(ai.state, ai.reason)
    case 'completed':
      return 'No model has run on this study.'
  }
}

function sentence(words: string): string {
  const start = words.charAt(0).toUpperCase() + words.slice(1)
  return /[.!?]$/.test(start) ? start : `${start}.`
}
