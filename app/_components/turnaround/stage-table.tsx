import type { TurnaroundAnswer } from '@/lib/turnaround/turnaround-answer'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'
import { minutesWords } from './minutes-words'

export function StageTable({ overall }: { overall: TurnaroundAnswer['overall'] }) {
  return (
    <Table label="Stage by stage">
      <thead>
        <tr>
          <Th>Stage</Th>
          <Th className="text-right">Studies</Th>
          <Th className="text-right">p50</Th>
          <Th className="text-right">p90</Th>
        </tr>
      </thead>
      <tbody>
        {overall.map((clock) => (
          <tr key={clock.clock}>
            <Td className="whitespace-nowrap">{clock.label}</Td>
            <Td className="text-right text-ink-2">{clock.n}</Td>
            <Td className="text-right whitespace-nowrap">{minutesWords(clock.p50)}</Td>
            <Td className="text-right whitespace-nowrap">{minutesWords(clock.p90)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
