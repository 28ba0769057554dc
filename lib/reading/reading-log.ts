import { AppError } from '@/lib/errors'
import type { LoggedEvent } from './events'
import { stateless, transitions, type LogState } from './transitions'

/** What the log says at one moment. */
export interface ReadingLog {
  state: LogState
  claimedBy: string | null
}

export const emptyLog: ReadingLog = { state: 'arriving', claimedBy: null }

/**
 * The state after one more event.
 * @throws AppError conflict when the event cannot follow: a study signed twice, a claim on a claimed study,
 * a signature by somebody who does not hold the claim.
 */
export function follow(log: ReadingLog, event: LoggedEvent): ReadingLog {
  if ((stateless as readonly string[]).includes(event.type)) return log
  const moves: Partial<Record<string, LogState>> = transitions[log.state]
  const state = moves[event.type]
  if (!state || !holds(log, event)) {
    throw new AppError('conflict', `"${event.type}" cannot follow "${log.state}". Reload the study.`, {
      detail: { state: log.state },
    })
  }
  return { state, claimedBy: event.type === 'claimed' ? event.actorId : null }
}

/** Folds a study's whole log. */
export function readLog(events: readonly LoggedEvent[]): ReadingLog {
  return events.reduce(follow, emptyLog)
}

function holds(log: ReadingLog, event: LoggedEvent): boolean {
  switch (event.type) {
    case 'claimed':
      return log.claimedBy === null && event.actorId !== null
    case 'released':
    case 'preliminary':
    case 'final':
      return log.claimedBy !== null && log.claimedBy === event.actorId
    case 'claim-expired':
      return log.claimedBy !== null
    default:
      return true
  }
}
