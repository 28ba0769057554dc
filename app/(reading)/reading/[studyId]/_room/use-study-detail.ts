'use client'
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useCallback } from 'react'
import { callApi } from '@/app/_components/api-client'
import { useLiveEvents } from '@/app/_components/use-live-events'
import type { StudyDetail } from '@/lib/worklist/study-detail'

/** The study of this page, read anew whenever the server says that something about it changed. */
export function useStudyDetail(
  studyId: string,
): UseQueryResult<StudyDetail> & { reload: () => Promise<void> } {
  const client = useQueryClient()
  const reload = useCallback(
    () => client.invalidateQueries({ queryKey: ['study', studyId], exact: true }),
    [client, studyId],
  )
  useLiveEvents({
    onEvent: (event) => {
      if (event.studyId === studyId) void reload()
    },
    onGap: () => void reload(),
  })
  const query = useQuery({
    queryKey: ['study', studyId],
    queryFn: ({ signal }) => callApi<StudyDetail>('GET', `/api/studies/${studyId}`, { signal }),
  })
  return { ...query, reload }
}
