import type { Clock } from '@/lib/reading/clocks'
import type { ClockFigures, TurnaroundGroup } from '@/lib/turnaround/turnaround-answer'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'
import { urgencyWords } from '../worklist/class-words'
import { minutesWords, share } from './minutes-words'

const shown: readonly { clock: Clock; label: string }[] = [
  { clock: 'receivedToReadable', label: 'Received → readable' },
  { clock: 'readableToClaimed', label: 'Readable → claimed' },
  { clock: 'claimedToFinal', label: 'Claimed → final' },
  { clock: 'readableToFinal', label: 'Readable → final' },
]

export function GroupTable({ groups }: { groups: TurnaroundGroup[] }) {
  return (
    <Table label="By urgency and modality">
      <thead>
        <tr>
          <Th>Urgency</Th>
          <Th>Modality</Th>
          <Th className="text-right">Final</Th>
          <Th className="text-right">Late</Th>
          {shown.map(({ clock, label }) => (
            <Th key={clock} className="text-right">
              {label}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={`${group.urgency} ${group.modality}`} className="whitespace-nowrap">
            <Td>{urgencyWords[group.urgency]}</Td>
            <Td>{group.modality}</Td>
            <Td className="text-right">{group.final}</Td>
            <Td className="text-right text-ink-2">
              {group.final > 0 ? `${group.finalLate} (${share(group.finalLate, group.final)})` : '–'}
            </Td>
            {shown.map(({ clock }) => (
              <Td key={clock} className="text-right">
                {pair(group.clocks[clock])}
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function pair({ n, p50, p90 }: ClockFigures): string {
  return n === 0 ? '–' : `${minutesWords(p50)} / ${minutesWords(p90)}`
}
