'use client'
import { useQuery } from '@tanstack/react-query'
import type { AuditListing } from '@/lib/access/audit-listing'
import type { UserListing } from '@/lib/access/users'
import { callApi } from '../api-client'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'
import { When } from '../when'

export function AuditTable({ events }: { events: AuditListing[] }) {
  const users = useQuery({
    queryKey: ['admin', 'users'],
    queryFn: ({ signal }) => callApi<{ users: UserListing[] }>('GET', '/api/admin/users', { signal }),
  })
  const nameOf = (actor: string): string => {
    const [kind, id = ''] = actor.split(':')
    const user = kind === 'user' ? users.data?.users.find((one) => one.id === id) : undefined
    return user?.username ?? (kind === 'user' ? `user ${id.slice(0, 8)}` : actor.replace(':', ' '))
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
              {nameOf(event.actor)} <span className="text-ink-3">{event.role}</span>
            </Td>
            <Td>{event.action}</Td>
            <Td className={event.outcome === 'success' ? 'text-ink-3' : 'font-medium text-ink'}>
              {event.outcome}
            </Td>
            <Td className="text-ink-3">{event.studyId?.slice(-8) ?? ''}</Td>
            <Td className="text-ink-3">{event.address}</Td>
            <Td className="max-w-80 truncate text-ink-3" title={detailWords(event.detail)}>
              {detailWords(event.detail)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function detailWords(detail: unknown): string {
  if (typeof detail !== 'object' || detail === null) return ''
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== '')
    .map(([key, value]) => `${key} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ')
}
