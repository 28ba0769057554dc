/**
 * What can happen to a study on its way to the report: the reading log's vocabulary, a subset of
 * IHE RAD SOLE (Standardized Operational Log of Events) with our own words for what SOLE leaves open.
 */
export const readingEventTypes = [
  'received',
  'readable',
  'ai-result',
  'claimed',
  'released',
  'claim-expired',
  'urgency-changed',
  'policy-changed',
  'images-added',
  'preliminary',
  'final',
  'addended',
  'cancelled',
] as const

export type ReadingEventType = (typeof readingEventTypes)[number]

/** As much of a log entry as decides the state. */
export interface LoggedEvent {
  type: ReadingEventType
  actorId: string | null
}
