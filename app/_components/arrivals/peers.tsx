import { Radio } from 'lucide-react'
import type { ArrivalsAnswer } from '@/lib/worklist/arrivals-answer'
import { ageWords } from '../time-words'
import { EmptyState } from '../ui/empty-state'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'

export function Peers({ peers, now }: { peers: ArrivalsAnswer['peers']; now: number }) {
  if (peers.length === 0) {
    return (
      <EmptyState compact icon={Radio} title="No sender is allowed yet">
        An administrator puts scanners on the list under Administration.
      </EmptyState>
    )
  }
  return (
    <Table label="Senders">
      <thead>
        <tr>
          <Th>AE title</Th>
          <Th>Address</Th>
          <Th>Note</Th>
          <Th>Last seen</Th>
        </tr>
      </thead>
      <tbody>
        {peers.map((peer) => (
          <tr key={peer.aeTitle}>
            <Td className="font-medium">{peer.aeTitle}</Td>
            <Td className="text-ink-2">{peer.address || 'any'}</Td>
            <Td className="text-ink-2">{peer.note}</Td>
            <Td className="whitespace-nowrap text-ink-2">
              {peer.lastSeenAt ? `${ageWords(peer.lastSeenAt, now)} ago` : 'never'}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
