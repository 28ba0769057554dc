import clsx from 'clsx'
import type { OrdersAnswer } from '@/lib/exchange/orders/order-answer'
import { isoDate } from '../patient-age'
import { ideographicName, personName } from '../person-name'
import { Badge } from '../ui/badge'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'
import { clockTime, stepWords } from './order-words'

interface OrderLinesProps {
  lines: OrdersAnswer['lines']
  showDay: boolean
  onOpen: (orderId: string) => void
}

export function OrderLines({ lines, showDay, onOpen }: OrderLinesProps) {
  return (
    <Table label="Scheduled steps">
      <thead>
        <tr>
          <Th>{showDay ? 'When' : 'Time'}</Th>
          <Th>Patient</Th>
          <Th>ID</Th>
          <Th>Examination</Th>
          <Th>Mod.</Th>
          <Th>Station</Th>
          <Th>Accession</Th>
          <Th>Priority</Th>
          <Th>State</Th>
          <Th>Images</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ step, order }) => (
          <tr
            key={step.id}
            className={clsx(
              'cursor-pointer whitespace-nowrap hover:bg-hover',
              step.status === 'CANCELLED' && 'text-ink-3',
            )}
            onClick={() => onOpen(order.id)}
          >
            <Td className="text-ink-2">
              {showDay ? `${isoDate(step.ScheduledProcedureStepStartDate)} ` : ''}
              {clockTime(step.ScheduledProcedureStepStartTime)}
            </Td>
            <Td className="max-w-64 truncate font-medium">
              <button
                type="button"
                className="text-left hover:underline"
                onClick={(event) => {
                  event.stopPropagation()
                  onOpen(order.id)
                }}
              >
                {personName(order.PatientName)}
              </button>{' '}
              <span lang="ja" className="font-normal text-ink-2">
                {ideographicName(order.PatientName)}
              </span>
            </Td>
            <Td className="text-ink-2">{order.PatientID}</Td>
            <Td className="max-w-64 truncate" title={order.ReasonForTheRequestedProcedure || undefined}>
              {step.ScheduledProcedureStepDescription || order.RequestedProcedureDescription}
            </Td>
            <Td className="text-ink-2">{step.Modality}</Td>
            <Td className="text-ink-2">{step.ScheduledStationAETitle.join(' ') || 'any'}</Td>
            <Td className="text-ink-2">{order.AccessionNumber}</Td>
            <Td>
              {order.RequestedProcedurePriority === 'STAT' ? (
                <Badge tone="urgent">STAT</Badge>
              ) : (
                <span className="text-ink-2">{order.RequestedProcedurePriority.toLowerCase()}</span>
              )}
            </Td>
            <Td>{stepWords(step.status)}</Td>
            <Td className="text-ink-2">{order.studyId ? 'here' : '–'}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
