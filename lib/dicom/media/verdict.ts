/** What became of one file. */
export const verdicts = ['stored', 'duplicate', 'quarantined', 'refused', 'skipped'] as const
export type Verdict = (typeof verdicts)[number]

export interface FileVerdict {
  label: string
  size: number
  verdict: Verdict
  /** Why, in words; '' where the verdict says it all. */
  words: string
}

export const verdictWords = {
  stored: 'Stored',
  duplicate: 'Already there',
  quarantined: 'In quarantine',
  refused: 'Refused',
  skipped: 'Skipped',
} as const satisfies Record<Verdict, string>

export function noVerdicts(): Record<Verdict, number> {
  return { stored: 0, duplicate: 0, quarantined: 0, refused: 0, skipped: 0 }
}
