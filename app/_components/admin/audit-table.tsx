'use client'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../api-client'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'
import { When } from '../when'
import type { AuditListing, UserListing } from './answers'

export function AuditTable({ events }: { events: AuditListing[] }) {
  const users = useQuery({
    queryKey: ['admin', 'users'],
    queryFn: ({ signal }) => callApi<{ users: UserListing[] }>('GET', '/api/admin/users', { signal }),
  })
  const userName = (id: string): string =>
    users.data?.users.find((one) => one.id === id)?.username ?? `user ${id.slice(-8)}`
  const nameOf = (event: AuditListing): string => {
    const [kind, id = ''] = event.actor.split(':')
    const signingIn = event.actor === 'system:sign-in' ? detailOf(event).userId : undefined
    if (typeof signingIn === 'string') return userName(signingIn)
    return kind === 'user' ? userName(id) : event.actor.replace(':', ' ')
  }
  return (
    <Table label="Audit log">
      <thead>
        <tr>
          <Th>When</Th>
          <Th>Who</Th>
          <Th>Action</Th>
          <Th>Outcome</Th>
          <Th>Study</Th>
          <Th>From</Th>
          <Th>Detail</Th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id} className="whitespace-nowrap hover:bg-hover">
            <Td className="text-ink-2">
              <When at={event.at} />
            </Td>
            <Td>
              {nameOf(event)} <span className="text-ink-3">{event.role}</span>
            </Td>
            <Td>{event.action}</Td>
            <Td className={event.outcome === 'success' ? 'text-ink-3' : 'font-medium text-ink'}>
              {event.outcome}
            </Td>
            <Td className="text-ink-3">{event.studyId?.slice(-8) ?? ''}</Td>
            <Td className="text-ink-3">{event.address}</Td>
            <Td className="max-w-80 truncate text-ink-3" title={detailWords(event, userName)}>
              {detailWords(event, userName)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function detailOf(event: AuditListing): Record<string, unknown> {
  return typeof event.detail === 'object' && event.detail !== null ? { ...event.detail } : {}
}

/** Ids that a reader can do nothing with are left out or said as names. */
function detailWords(event: AuditListing, userName: (id: string) => string): string {
  return Object.entries(detailOf(event))
    .filter(
      ([key, value]) =>
        value !== null &&
        value !== '' &&
        key !== 'sessionId' &&
        !(key === 'userId' && event.action === 'sign-in'),
    )
    .map(([key, value]) => {
      if (key === 'userId') return `user ${userName(String(value))}`
      return `${key} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`
    })
    .join(', ')
}
