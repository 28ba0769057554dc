'use client'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { wordsFor } from '../api-client'
import { ErrorState } from '../ui/error-state'
import { SkeletonRows } from '../ui/skeleton-rows'

interface QueryStatesProps<Answer> {
  query: UseQueryResult<Answer>
  loading: string
  children: (answer: Answer) => ReactNode
}

/** Loading, failed or there: the three states of an answer, drawn alike everywhere. */
export function QueryStates<Answer>({ query, loading, children }: QueryStatesProps<Answer>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <ErrorState message={wordsFor(query.error)} onRetry={() => void query.refetch()} />
  return <SkeletonRows rows={6} label={loading} />
}
