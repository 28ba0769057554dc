'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import type { WorklistAnswer, WorklistView } from '@/lib/worklist/worklist-row'
import { callApi } from '../api-client'
import { useLiveEvents, type LiveState } from '../use-live-events'

interface LiveWorklist {
  /** The rows of this very view; undefined until they are here. */
  answer: WorklistAnswer | undefined
  /** Counts of all views, from the last answer of any view. */
  counts: WorklistAnswer['counts'] | undefined
  /** Server time minus browser time, in milliseconds. */
  offset: number
  error: Error | null
  live: LiveState
  refresh: () => void
}

interface WorklistInput {
  view: WorklistView
  /** A search looks through more of a long list than a screen shows. */
  searching: boolean
  initial: WorklistAnswer | undefined
}

/** One view of the list, kept live: every event and every gap reads it anew. */
export function useWorklist({ view, searching, initial }: WorklistInput): LiveWorklist {
  const refresh = useCoalescedRefresh()
  const live = useLiveEvents({ onEvent: refresh, onGap: refresh })
  const query = useQuery({
    queryKey: ['worklist', view, searching],
    queryFn: async ({ signal }) => {
      const answer = await callApi<WorklistAnswer>('GET', `/api/worklist?${search(view, searching)}`, {
        signal,
      })
      return { view, answer, offset: new Date(answer.serverTime).getTime() - Date.now() }
    },
    placeholderData: (previous) => previous,
    // A belt beside the events' braces: nothing stays wrong for longer than this.
    refetchInterval: live === 'live' ? 30_000 : 5000,
    ...(initial ? { initialData: { view, answer: initial, offset: 0 }, initialDataUpdatedAt: 0 } : {}),
  })
  return {
    answer: query.data?.view === view ? query.data.answer : undefined,
    counts: query.data?.answer.counts,
    offset: query.data?.offset ?? 0,
    error: query.error,
    live,
    refresh,
  }
}

/** The day of "done today" begins where the reader is, not where the server stands. */
function search(view: WorklistView, searching: boolean): string {
  const midnight = new Date()
  midnight.setHours(0, 0, 0, 0)
  return new URLSearchParams({
    view,
    since: midnight.toISOString(),
    limit: searching ? '2000' : '500',
  }).toString()
}

/** Many events in a moment make one request at a time and one more at the end, never a queue of them. */
function useCoalescedRefresh(): () => void {
  const client = useQueryClient()
  const state = useRef({ running: false, again: false })
  return useCallback(() => {
    const current = state.current
    current.again = true
    if (current.running) return
    current.running = true
    void (async () => {
      while (current.again) {
        current.again = false
        await client.invalidateQueries({ queryKey: ['worklist'] })
      }
      current.running = false
    })()
  }, [client])
}
