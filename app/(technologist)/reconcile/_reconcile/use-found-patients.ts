'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { PatientShown } from '@/lib/archive/reconcile/cases-answer'
import { callApi, wordsFor } from '../../../_components/api-client'

export const foundPatientsKey = 'reconcile-patients'

/** Patients by ID or name, as one types; `state` in words for under the field. */
export function useFoundPatients(text: string): {
  patients: PatientShown[]
  state: string
  isEmpty: boolean
} {
  const q = text.trim()
  const query = useQuery({
    queryKey: [foundPatientsKey, q],
    enabled: q.length >= 2,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      callApi<{ patients: PatientShown[] }>('GET', `/api/reconcile/patients?q=${encodeURIComponent(q)}`, {
        signal,
      }),
  })
  const patients = q.length < 2 ? [] : (query.data?.patients ?? [])
  const isEmpty = q.length >= 2 && query.isSuccess && patients.length === 0
  return { patients, isEmpty, state: stateOf(q, query.error, isEmpty) }
}

function stateOf(q: string, error: unknown, isEmpty: boolean): string {
  if (error) return wordsFor(error)
  if (isEmpty) return 'Nobody is found.'
  return q.length < 2 ? 'At least two characters; the first twenty are shown.' : ''
}
