'use client'
import { useQuery } from '@tanstack/react-query'
import type { SessionListing } from '@/lib/access/sessions'
import { callApi, wordsFor } from '../../_components/api-client'
import { Button } from '../../_components/ui/button'
import { leave } from '../../_components/leave'
import { ErrorState } from '../../_components/ui/error-state'
import { notify } from '../../_components/ui/notify'
import { SkeletonRows } from '../../_components/ui/skeleton-rows'
import { Table } from '../../_components/ui/table'
import { Td } from '../../_components/ui/td'
import { Th } from '../../_components/ui/th'
import { When } from '../../_components/when'
import { deviceWords } from './device-words'

export function Sessions({ userId }: { userId: string }) {
  const query = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) =>
      callApi<{ sessions: SessionListing[] }>('GET', '/api/account/sessions', { signal }),
  })
  if (query.error) return <ErrorState message={wordsFor(query.error)} onRetry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows rows={2} label="Loading your sessions" />

  async function end(session: SessionListing): Promise<void> {
    if (session.current) return void leave(userId)
    await callApi('DELETE', `/api/account/sessions/${session.id}`).then(
      () => notify('The session is ended.'),
      (refusal: unknown) => notify(wordsFor(refusal), { kind: 'error' }),
    )
    await query.refetch()
  }

  return (
    <Table label="Your sessions">
      <thead>
        <tr>
          <Th>Browser</Th>
          <Th>Address</Th>
          <Th>Signed in</Th>
          <Th>Last used</Th>
          <Th>
            <span className="sr-only">Action</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {query.data.sessions.map((session) => (
          <tr key={session.id}>
            <Td className="whitespace-nowrap">
              {deviceWords(session.userAgent)}
              {session.current ? <span className="text-ink-3"> · this one</span> : null}
            </Td>
            <Td className="text-ink-2">{session.address}</Td>
            <Td className="whitespace-nowrap text-ink-2">
              <When at={session.createdAt} />
            </Td>
            <Td className="whitespace-nowrap text-ink-2">
              <When at={session.lastSeenAt} />
            </Td>
            <Td className="text-right">
              <Button size="sm" variant="ghost" onClick={() => void end(session)}>
                {session.current ? 'Sign out' : 'End'}
              </Button>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
