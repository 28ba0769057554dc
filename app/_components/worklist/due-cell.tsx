import type { WorklistRow } from '@/lib/worklist/worklist-row'
import { dueWords, shortClockWords } from '../time-words'
import { UrgencyShape } from '../urgency-shape'

const doneWords = {
  preliminary: 'Preliminary',
  final: 'Final',
  addended: 'Addended',
  cancelled: 'Cancelled',
} as const

/** Countdown, clock, and for overdue and soon a shape and a word. A signed study has no deadline any more. */
export function DueCell({ row, now }: { row: WorklistRow; now: number }) {
  if (row.state === 'final' || row.state === 'addended' || row.state === 'cancelled') {
    return (
      <>
        <span className="w-2.5 shrink-0" />
        <span className="text-ink-3">{doneWords[row.state]}</span>
      </>
    )
  }
  const due = dueWords(row.dueAt, now)
  const clock = <span className="ml-auto text-ink-3">{shortClockWords(row.dueAt, now)}</span>
  if (due.kind === 'later') {
    return (
      <>
        <span className="w-2.5 shrink-0" />
        <span className="text-ink-2">{due.words}</span>
        {clock}
      </>
    )
  }
  return (
    <>
      <UrgencyShape kind={due.kind} />
      <span className={due.kind === 'overdue' ? 'font-medium text-overdue' : 'font-medium text-soon'}>
        {due.words}
        <span className="sr-only">{due.kind === 'overdue' ? ' overdue' : ' due soon'}</span>
      </span>
      {clock}
    </>
  )
}
