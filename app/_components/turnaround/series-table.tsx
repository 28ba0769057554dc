'use client'
import type { TurnaroundPoint } from '@/lib/turnaround/turnaround-answer'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'
import { minutesWords } from './minutes-words'
import { pointLabel } from './point-label'

/** The figures of the charts, number by number. */
export function SeriesTable({ points, step }: { points: TurnaroundPoint[]; step: 'hour' | 'day' }) {
  return (
    <details className="mt-2">
      <summary className="w-fit cursor-pointer py-1 text-accent">The charts as a table</summary>
      <Table label="Figures of the charts" className="mt-1">
        <thead>
          <tr>
            <Th>{step === 'hour' ? 'Hour' : 'Day'}</Th>
            <Th className="text-right">Received</Th>
            <Th className="text-right">Readable</Th>
            <Th className="text-right">Final</Th>
            <Th className="text-right">of these overdue</Th>
            <Th className="text-right">p50</Th>
            <Th className="text-right">p90</Th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.at}>
              <Td>{pointLabel(point.at, step)}</Td>
              <Td className="text-right">{point.received}</Td>
              <Td className="text-right">{point.readable}</Td>
              <Td className="text-right">{point.final}</Td>
              <Td className="text-right">{point.finalLate}</Td>
              <Td className="text-right">{minutesWords(point.p50)}</Td>
              <Td className="text-right">{minutesWords(point.p90)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  )
}
