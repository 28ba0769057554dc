'use client'
import { useQuery } from '@tanstack/react-query'
import type { PolicyAnswer } from '@/lib/worklist/policy-answer'
import { callApi, wordsFor } from '../api-client'
import { Section } from '../section'
import { ErrorState } from '../ui/error-state'
import { SkeletonRows } from '../ui/skeleton-rows'
import { PolicyForm } from './policy-form'
import { PolicyHistory } from './policy-history'

export function Policy({ editable }: { editable: boolean }) {
  const query = useQuery({
    queryKey: ['policy'],
    queryFn: ({ signal }) => callApi<PolicyAnswer>('GET', '/api/policy', { signal }),
  })
  if (query.error) return <ErrorState message={wordsFor(query.error)} onRetry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows rows={8} label="Loading deadlines" />
  return (
    <>
      <p className="mb-6 max-w-2xl text-ink-2">
        Minutes from the moment a study is readable until it must be read. The list is ordered by the deadline
        that follows; AI may bring a deadline forward and never pushes one back.
        {editable ? ' A change holds for studies that become readable from now on.' : ''}
      </p>
      <PolicyForm
        key={query.data.version}
        targets={query.data.targets}
        editable={editable}
        onSaved={() => void query.refetch()}
      />
      <Section title="History">
        <PolicyHistory history={query.data.history} />
      </Section>
    </>
  )
}
