import { CircleCheck } from 'lucide-react'
import type { TurnaroundGroup } from '@/lib/turnaround/turnaround-answer'
import { EmptyState } from '../ui/empty-state'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'
import { UrgencyShape } from '../urgency-shape'
import { urgencyWords } from '../worklist/class-words'
import { share } from './minutes-words'

export function Breaches({ groups }: { groups: TurnaroundGroup[] }) {
  const breached = groups
    .filter((group) => group.finalLate > 0 || group.openOverdue > 0)
    .sort((a, b) => b.openOverdue - a.openOverdue || b.finalLate - a.finalLate)
  if (breached.length === 0) return <EmptyState icon={CircleCheck} title="No deadline was missed" />
  return (
    <Table label="Breaches">
      <thead>
        <tr>
          <Th>Urgency</Th>
          <Th>Modality</Th>
          <Th className="text-right">Overdue now</Th>
          <Th className="text-right">Finalised late</Th>
          <Th className="text-right">of final reports</Th>
        </tr>
      </thead>
      <tbody>
        {breached.map((group) => (
          <tr key={`${group.urgency} ${group.modality}`}>
            <Td>{urgencyWords[group.urgency]}</Td>
            <Td>{group.modality}</Td>
            <Td
              className={
                group.openOverdue > 0 ? 'text-right font-medium text-overdue' : 'text-right text-ink-3'
              }
            >
              {group.openOverdue > 0 ? <UrgencyShape kind="overdue" className="mr-1 inline" /> : null}
              {group.openOverdue}
            </Td>
            <Td className="text-right">{group.finalLate}</Td>
            <Td className="text-right text-ink-2">{share(group.finalLate, group.final)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
