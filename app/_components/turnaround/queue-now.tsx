import { Inbox } from 'lucide-react'
import type { ReadingState } from '@/lib/reading/states'
import { urgencies } from '@/lib/reading/states'
import type { QueueNowRow } from '@/lib/turnaround/turnaround-answer'
import { stateWords } from '../arrivals/state-words'
import { EmptyState } from '../ui/empty-state'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'
import { UrgencyShape } from '../urgency-shape'
import { urgencyWords } from '../worklist/class-words'

export function QueueNow({ queue }: { queue: QueueNowRow[] }) {
  const states = [...new Set(queue.map((row) => row.state))]
  if (states.length === 0) return <EmptyState icon={Inbox} title="The queue is empty" />
  return (
    <Table label="Queue now">
      <thead>
        <tr>
          <Th>State</Th>
          {urgencies.map((urgency) => (
            <Th key={urgency} className="text-right">
              {urgencyWords[urgency]}
            </Th>
          ))}
          <Th className="text-right">Overdue</Th>
        </tr>
      </thead>
      <tbody>
        {states.map((state) => (
          <QueueLine key={state} state={state} rows={queue.filter((row) => row.state === state)} />
        ))}
      </tbody>
    </Table>
  )
}

function QueueLine({ state, rows }: { state: ReadingState; rows: QueueNowRow[] }) {
  const overdue = rows.reduce((sum, row) => sum + row.overdue, 0)
  return (
    <tr>
      <Td className="whitespace-nowrap">{stateWords(state)}</Td>
      {urgencies.map((urgency) => (
        <Td key={urgency} className="text-right">
          {rows.find((row) => row.urgency === urgency)?.n ?? 0}
        </Td>
      ))}
      <Td className={overdue > 0 ? 'text-right font-medium text-overdue' : 'text-right text-ink-3'}>
        {overdue > 0 ? <UrgencyShape kind="overdue" className="mr-1 inline" /> : null}
        {overdue}
      </Td>
    </tr>
  )
}
