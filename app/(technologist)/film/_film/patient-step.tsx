'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FilmMatches } from '@/lib/archive/film/film-answers'
import type { FilmSteps } from '@/lib/archive/film/film-steps'
import { callApi, wordsFor } from '../../../_components/api-client'
import { EmptyState } from '../../../_components/ui/empty-state'
import { ErrorState } from '../../../_components/ui/error-state'
import { Field } from '../../../_components/ui/field'
import { Input } from '../../../_components/ui/input'
import { SkeletonRows } from '../../../_components/ui/skeleton-rows'
import { UserRoundSearch } from 'lucide-react'
import { Comparison } from './comparison'
import { MatchList } from './match-list'
import { NewPatient } from './new-patient'
import { StepFrame } from './step-frame'
import type { Draft } from './use-draft'

/** Whose film it is: the words on the film beside what the archive knows, for a person to compare. */
export function PatientStep({ filmId, draft }: { filmId: string; draft: Draft }) {
  const { steps, change } = draft
  const [typed, setTyped] = useState<string | null>(null)
  const q = (typed ?? (steps.label.PatientID || steps.label.PatientName)).trim()
  const matches = useQuery({
    queryKey: ['film matches', filmId, q],
    queryFn: ({ signal }) =>
      callApi<FilmMatches>('POST', `/api/film/${filmId}/matches`, { body: { q }, signal }),
    enabled: q.length >= 2,
  })
  const choose = (target: FilmSteps['target']): void => change({ target })
  return (
    <StepFrame>
      <Comparison filmId={filmId} steps={steps} />
      <div className="max-w-96">
        <Field label="Search patients and orders" hint="Name, patient number, accession number">
          <Input
            type="search"
            value={typed ?? q}
            maxLength={200}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
      </div>
      {matches.error ? (
        <ErrorState message={wordsFor(matches.error)} onRetry={() => void matches.refetch()} />
      ) : q.length < 2 ? (
        <p className="text-ink-2">Type at least two characters.</p>
      ) : !matches.data ? (
        <SkeletonRows rows={3} label="Searching" />
      ) : matches.data.patients.length + matches.data.orders.length === 0 ? (
        <EmptyState icon={UserRoundSearch} title="Nobody was found" compact>
          Search for another part of the name or number, or enter a new patient below.
        </EmptyState>
      ) : (
        <MatchList matches={matches.data} target={steps.target} onChoose={choose} />
      )}
      <NewPatient steps={steps} onChoose={choose} />
    </StepFrame>
  )
}
