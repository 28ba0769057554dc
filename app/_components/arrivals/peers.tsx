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
          <Th>Last seen</Th>
          <Th>Last refused</Th>
        </tr>
      </thead>
      <tbody>
        {peers.map((peer) => (
          <tr key={peer.aeTitle}>
            <Td>
              <span className="font-medium">{peer.aeTitle}</span>
              {peer.note ? <span className="block text-sm text-ink-3">{peer.note}</span> : null}
            </Td>
            <Td className="text-ink-2">{peer.address || 'any'}</Td>
            <Td className="whitespace-nowrap text-ink-2">
              {peer.lastSeenAt ? `${ageWords(peer.lastSeenAt, now)} ago` : 'never'}
            </Td>
            <Td className="text-ink-2">
              {peer.lastRejectedAt ? (
                <>
                  {ageWords(peer.lastRejectedAt, now)} ago
                  <span className="block text-sm text-ink-3">{peer.lastRejection}</span>
                </>
              ) : (
                '–'
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
