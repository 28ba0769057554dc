'use client'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../api-client'

const path = '/api/reconcile/count'

/** How many objects wait in quarantine, beside the page's name. */
export function ReconcileCount() {
  const { data } = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => callApi<{ quarantine: number }>('GET', path, { signal }),
    refetchInterval: 60_000,
  })
  if (!data || data.quarantine === 0) return null
  return (
    <span className="num ml-1.5 rounded-sm border border-urgent/60 px-1 text-xs font-medium text-urgent">
      {data.quarantine}
      <span className="sr-only"> in quarantine</span>
    </span>
  )
}
