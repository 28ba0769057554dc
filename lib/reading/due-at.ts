export interface DeadlineInput {
  readableAt: Date
  /** What the class gives, by the policy. */
  targetMinutes: number
  /** The earliest moment to which anything has brought the deadline forward, if anything has. */
  advancedTo: Date | null
}

/**
 * The moment by which a study must be read: earliest deadline first keeps every wait bounded,
 * because a deadline, once set, never recedes (Jackson's rule).
 * AI may bring it forward; nothing that a model says can push it back.
 */
export function dueAt({ readableAt, targetMinutes, advancedTo }: DeadlineInput): Date {
  const byClass = readableAt.getTime() + targetMinutes * 60_000
  return new Date(advancedTo ? Math.min(byClass, advancedTo.getTime()) : byClass)
}
