'use client'
import { useQueries, type UseQueryResult } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { callApi } from '@/app/_components/api-client'
import type { ImageStack } from '@/lib/viewer/image-stack'
import type { StudyDetail } from '@/lib/worklist/study-detail'
import { stacksOf } from './stacks-of'

interface Priors {
  opened: string[]
  stacks: ImageStack[]
  failed: boolean
  open: (studyId: string) => void
}

/** The stacks of the prior studies that the reader has opened. */
export function usePriors(): Priors {
  const [opened, setOpened] = useState<string[]>([])
  const { details, failed } = useQueries({
    queries: opened.map((studyId) => ({
      queryKey: ['study', studyId],
      queryFn: () => callApi<StudyDetail>('GET', `/api/studies/${studyId}`),
      staleTime: Infinity,
    })),
    combine,
  })
  const stacks = useMemo(
    () => details.flatMap((detail) => stacksOf(detail.study, detail.series, true)),
    [details],
  )
  return {
    opened,
    stacks,
    failed,
    open: (studyId) => setOpened((before) => (before.includes(studyId) ? before : [...before, studyId])),
  }
}

function combine(answers: UseQueryResult<StudyDetail>[]): { details: StudyDetail[]; failed: boolean } {
  return {
    details: answers.flatMap((answer) => (answer.data ? [answer.data] : [])),
    failed: answers.some((answer) => answer.isError),
  }
}
