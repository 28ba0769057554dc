import { assertNever } from '@/lib/errors'
import type { Match } from './matching'

export interface Moment {
  /** DA */
  date: string
  /** TM, HHMMSS */
  time: string
}

/**
 * Whether a scheduled moment answers date and time keys. Two ranges make one: from the first day at the first time to
 * the last day at the last time (PS3.4 K.6.1.2.2, remark on Scheduled Procedure Step Start Time).
 */
export function matchesMoment({ date, time }: Moment, dates: Match, times: Match): boolean {
  if (dates.kind === 'range' && times.kind === 'range') {
    const from = dates.from === null ? null : dates.from + (times.from ?? '').padEnd(6, '0')
    const isAfter = from === null || date + time >= from
    if (dates.to === null) return isAfter
    if (date !== dates.to) return isAfter && date < dates.to
    return isAfter && isUpTo(time, times.to)
  }
  return matchesOne(date, dates) && matchesOne(time, times)
}

function matchesOne(value: string, match: Match): boolean {
  switch (match.kind) {
    case 'universal':
      return true
    case 'equals':
      return match.values.some((one) => one.split('.')[0]?.padEnd(value.length, '0') === value)
    case 'range':
      return (match.from === null || value >= match.from) && isUpTo(value, match.to)
    case 'wildcard':
    case 'words':
      return false
    default:
      return assertNever(match)
  }
}

/** Compared as far as the end is given: -10 holds all of the hour ten. */
function isUpTo(value: string, to: string | null): boolean {
  return to === null || value.slice(0, to.length) <= to
}
