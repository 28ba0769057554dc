import { holdings } from '@/lib/db/archive/holdings'
import { ruledStudies } from '@/lib/db/exchange/ruled-studies'
import { asRuledStudy, type ListedStudy } from './as-ruled-study'
import { dueStudies } from './due-studies'
import type { Rule } from './rule'

export interface DryRun {
  /** Whose behaviour is told: the studies that came in these days, or those that would go if it ran now. */
  basis: 'last-30-days' | 'now'
  studies: number
  instances: number
  bytes: number
  sparedUnread: number
  sparedHeld: number
  /** Arrivals by day, or what would go by the day it arrived; at most 30, the latest. */
  perDay: { day: string; studies: number }[]
  /** Some of them, for a person to recognise. */
  sample: { studyId: string; StudyDate: string; StudyDescription: string; ModalitiesInStudy: string[] }[]
  /** Studies looked at; with `isCut`, no more were. */
  lookedAt: number
  isCut: boolean
}

const dayMs = 86_400_000
const mostLookedAt = 100_000
const sampleSize = 20

/**
 * What a rule would have done: for forwarding and prefetching with the studies of the last 30 days, for retention,
 * quota and cold storage if it ran at this moment. Changes nothing, and judges with the very function the rule uses.
 */
export async function dryRun(rule: Rule, now: Date): Promise<DryRun> {
  const onArrival = rule.kind === 'forward' || rule.kind === 'prefetch'
  const receivedFrom = onArrival ? new Date(now.getTime() - 30 * dayMs) : new Date(0)
  const studies: ListedStudy[] = []
  let isCut = false
  for await (const row of ruledStudies({ receivedFrom, receivedBefore: now })) {
    if (studies.length >= mostLookedAt) {
      isCut = true
      break
    }
    studies.push(asRuledStudy(row))
  }
  const { bytes: archiveBytes } = await holdings()
  const { due, sparedUnread, sparedHeld } = dueStudies(rule, studies, { now, archiveBytes })
  return {
    basis: onArrival ? 'last-30-days' : 'now',
    studies: due.length,
    instances: sum(due, ({ instances }) => instances),
    bytes: sum(due, ({ bytes }) => bytes),
    sparedUnread,
    sparedHeld,
    perDay: perDayOf(due),
    sample: due.slice(-sampleSize).map(({ studyId, StudyDate, StudyDescription, ModalitiesInStudy }) => ({
      studyId,
      StudyDate,
      StudyDescription,
      ModalitiesInStudy: [...ModalitiesInStudy],
    })),
    lookedAt: studies.length,
    isCut,
  }
}

function perDayOf(studies: readonly ListedStudy[]): DryRun['perDay'] {
  const days = new Map<string, number>()
  for (const { receivedAt } of studies) {
    const day = receivedAt.toISOString().slice(0, 10)
    days.set(day, (days.get(day) ?? 0) + 1)
  }
  return [...days]
    .map(([day, count]) => ({ day, studies: count }))
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .slice(-30)
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0)
}
