'use client'
import { useRouter } from 'next/navigation'
import type { WorklistRow } from '@/lib/worklist/worklist-row'
import { ApiError } from '../api-error'
import { callApi, wordsFor } from '../api-client'
import { notify } from '../ui/notify'

export interface RowActions {
  open: (row: WorklistRow) => void
  claim: (row: WorklistRow) => Promise<void>
  release: (row: WorklistRow) => Promise<void>
  setUrgency: (
    row: WorklistRow,
    change: { urgency: string; patientClass: string; reason: string },
  ) => Promise<void>
  nextCase: () => Promise<void>
}

/** What a reader does to a row. Refusals are said in words; the list then shows who was faster. */
export function useRowActions(refresh: () => void): RowActions {
  const router = useRouter()
  async function act(row: WorklistRow, verb: 'claim' | 'release'): Promise<void> {
    try {
      await callApi('POST', `/api/studies/${row.studyId}/${verb}`)
    } catch (refusal) {
      notify(wordsFor(refusal), { kind: 'error' })
    }
    refresh()
  }
  return {
    open: (row) => router.push(`/reading/${row.studyId}`),
    claim: (row) => act(row, 'claim'),
    release: (row) => act(row, 'release'),
    setUrgency: async (row, change) => {
      await callApi('PUT', `/api/studies/${row.studyId}/urgency`, { body: change })
      refresh()
    },
    nextCase: async () => {
      try {
        const { studyId } = await callApi<{ studyId: string }>('POST', '/api/worklist/next')
        router.push(`/reading/${studyId}`)
      } catch (refusal) {
        const none = refusal instanceof ApiError && refusal.code === 'not-found'
        notify(none ? 'No unclaimed study is waiting.' : wordsFor(refusal), none ? {} : { kind: 'error' })
      }
    },
  }
}
