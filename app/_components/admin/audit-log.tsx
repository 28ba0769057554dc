'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { ScrollText } from 'lucide-react'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { actions } from '@/lib/access/actions'
import type { AuditListing } from './answers'
import { callApi, wordsFor } from '../api-client'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { ErrorState } from '../ui/error-state'
import { Select } from '../ui/select'
import { SkeletonRows } from '../ui/skeleton-rows'
import { AuditTable } from './audit-table'

const outcomes = ['any', 'success', 'denied', 'failure'] as const
const outcomeItems = [
  { value: 'any', label: 'Any outcome' },
  { value: 'success', label: 'Success' },
  { value: 'denied', label: 'Denied' },
  { value: 'failure', label: 'Failure' },
] as const
const actionItems = ['any', 'sign-in', 'sign-out', ...actions].map((value) => ({
  value,
  label: value === 'any' ? 'Any action' : value,
}))
const pageSize = 100

/** Who did what, newest first; nothing in it can be changed. */
export function AuditLog() {
  const [{ action, outcome }, setFilter] = useQueryStates({
    action: parseAsString.withDefault('any'),
    outcome: parseAsStringLiteral(outcomes).withDefault('any'),
  })
  const query = useInfiniteQuery({
    queryKey: ['admin', 'audit', action, outcome],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams({ limit: String(pageSize) })
      if (action !== 'any') search.set('action', action)
      if (outcome !== 'any') search.set('outcome', outcome)
      if (pageParam !== '') search.set('before', pageParam)
      return callApi<{ events: AuditListing[] }>('GET', `/api/admin/audit?${search.toString()}`, { signal })
    },
    getNextPageParam: (last) => (last.events.length === pageSize ? last.events.at(-1)?.id : undefined),
    placeholderData: keepPreviousData,
  })
  const events = query.data?.pages.flatMap((page) => page.events) ?? []
  return (
    <>
      <div className="mb-3 flex flex-wrap gap-2">
        <Select
          aria-label="Action"
          items={actionItems}
          value={action}
          onValueChange={(next) => void setFilter({ action: next })}
          className="w-52!"
        />
        <Select
          aria-label="Outcome"
          items={outcomeItems}
          value={outcome}
          onValueChange={(next) => void setFilter({ outcome: next })}
          className="w-36!"
        />
        <Button variant="ghost" onClick={() => void query.refetch()}>
          Refresh
        </Button>
      </div>
      {query.error ? (
        <ErrorState message={wordsFor(query.error)} onRetry={() => void query.refetch()} />
      ) : !query.data ? (
        <SkeletonRows rows={10} label="Loading the audit log" />
      ) : events.length === 0 ? (
        <EmptyState icon={ScrollText} title="No event matches" />
      ) : (
        <AuditTable events={events} />
      )}
      {query.hasNextPage ? (
        <div className="mt-3 flex justify-center">
          <Button onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage}>
            Older events
          </Button>
        </div>
      ) : null}
    </>
  )
}
