import { db } from '@/lib/db/client'
import { clockFigures, type ClockRecord } from '@/lib/db/turnaround/sql/clock-figures'
import { queueNow, type QueueRecord } from '@/lib/db/turnaround/sql/queue-now'
import { timeSeries } from '@/lib/db/turnaround/sql/time-series'
import { clockNames, clocks, type Clock } from '@/lib/reading/clocks'
import { urgencies, type Urgency } from '@/lib/reading/states'
import type { ClockFigures, QueueNowRow, TurnaroundAnswer, TurnaroundGroup } from './turnaround-answer'

/** Longer periods are shown by day. */
const longestByHourMs = 3 * 24 * 3_600_000

/** Turnaround of a period from the event log, and the queue of this moment. */
export async function answerTurnaround({
  from,
  to,
  timeZone = 'UTC',
  now = new Date(),
}: {
  from: Date
  to: Date
  timeZone?: string
  now?: Date
}): Promise<TurnaroundAnswer> {
  const step = to.getTime() - from.getTime() <= longestByHourMs ? 'hour' : 'day'
  const [figures, points, queue] = await Promise.all([
    clockFigures(db(), { from, to }),
    timeSeries(db(), { from, to, step, timeZone }),
    queueNow(db(), now),
  ])
  const all = figures.filter((record) => record.urgency === null)
  const finals = all.find((record) => record.clock === 'readableToFinal')
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    step,
    overall: clockNames.map((clock) => ({ clock, label: clocks[clock].label, ...figuresOf(all, clock) })),
    groups: groupsOf(figures, queue),
    final: finals?.n ?? 0,
    finalLate: finals?.late ?? 0,
    openOverdue: sum(queue.map((record) => record.overdue)),
    queue: queueRows(queue),
    series: points.map((point) => ({ ...point, at: point.at.toISOString() })),
    serverTime: now.toISOString(),
  }
}

function groupsOf(figures: ClockRecord[], queue: QueueRecord[]): TurnaroundGroup[] {
  const named = [...figures, ...queue].flatMap(({ urgency, modality }) =>
    urgency !== null && modality !== null ? [{ urgency, modality }] : [],
  )
  const unique = new Map(named.map((group) => [`${group.urgency} ${group.modality}`, group]))
  return [...unique.values()].sort(byClassThenModality).map(({ urgency, modality }) => {
    const own = figures.filter((record) => record.urgency === urgency && record.modality === modality)
    const open = queue.filter((record) => record.urgency === urgency && record.modality === modality)
    const finals = own.find((record) => record.clock === 'readableToFinal')
    return {
      urgency,
      modality,
      clocks: Object.fromEntries(clockNames.map((clock) => [clock, figuresOf(own, clock)])) as Record<
        Clock,
        ClockFigures
      >,
      final: finals?.n ?? 0,
      finalLate: finals?.late ?? 0,
      openOverdue: sum(open.map((record) => record.overdue)),
    }
  })
}

function figuresOf(records: ClockRecord[], clock: Clock): ClockFigures {
  const record = records.find((candidate) => candidate.clock === clock)
  return record ? { n: record.n, p50: record.p50, p90: record.p90 } : { n: 0, p50: null, p90: null }
}

function queueRows(queue: QueueRecord[]): QueueNowRow[] {
  const rows = new Map<string, QueueNowRow>()
  for (const { state, urgency, n, overdue } of queue) {
    const row = rows.get(`${state} ${urgency}`) ?? { state, urgency, n: 0, overdue: 0 }
    rows.set(`${state} ${urgency}`, { ...row, n: row.n + n, overdue: row.overdue + overdue })
  }
  return [...rows.values()]
}

function byClassThenModality(
  a: { urgency: Urgency; modality: string },
  b: { urgency: Urgency; modality: string },
): number {
  return urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency) || a.modality.localeCompare(b.modality)
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
