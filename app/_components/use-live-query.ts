'use client'
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useCallback } from 'react'
import { callApi } from './api-client'
import { useLiveEvents, type LiveState } from './use-live-events'

/** An answer of the API that is read anew when a study changes. */
export function useLiveQuery<Answer>(path: string): { query: UseQueryResult<Answer>; live: LiveState } {
  const client = useQueryClient()
  const refresh = useCallback(
    () => void client.invalidateQueries({ queryKey: [path] }, { cancelRefetch: false }),
    [client, path],
  )
  const query = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => callApi<Answer>('GET', path, { signal }),
    refetchInterval: 15_000,
  })
  const live = useLiveEvents({ onEvent: refresh, onGap: refresh })
  return { query, live }
}
