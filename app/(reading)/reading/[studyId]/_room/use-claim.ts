'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { callApi, wordsFor } from '@/app/_components/api-client'
import { ApiError } from '@/app/_components/api-error'
import type { StudyDetail } from '@/lib/worklist/study-detail'

interface ClaimAnswer {
  studyId: string
  expiresAt: string
}

export interface ClaimControl {
  /** Why the study could not be claimed, or that the claim was lost; '' otherwise. */
  problem: string
  busy: boolean
  claim: () => Promise<void>
  takeOver: () => Promise<void>
  release: () => Promise<void>
}

/** Claims a free study on opening, keeps the claim alive while the page is open, and gives it back on request. */
export function useClaim(detail: StudyDetail, reload: () => Promise<void>): ClaimControl {
  const { studyId } = detail.study
  const { row, permissions } = detail
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const released = useRef(false)

  const change = useCallback(
    async (verb: 'claim' | 'take-over' | 'release') => {
      setBusy(true)
      try {
        await callApi<unknown>('POST', `/api/studies/${studyId}/${verb}`)
        setProblem('')
      } catch (error) {
        setProblem(wordsFor(error))
      } finally {
        await reload()
        setBusy(false)
      }
    },
    [studyId, reload],
  )
  const claim = useCallback(() => {
    released.current = false
    return change('claim')
  }, [change])

  const free = row !== null && row.claim === null && permissions.claim
  const asked = useRef(false)
  useEffect(() => {
    // Once on opening; a study that is given back or lost later is claimed by hand.
    if (!free || asked.current || released.current) return
    asked.current = true
    void claim()
  }, [free, claim])

  const mine = row?.claim?.mine ?? false
  const expiresAt = row?.claim?.expiresAt ?? ''
  useHeartbeat({
    studyId,
    mine,
    expiresAt,
    onLost: (words) => {
      setProblem(words)
      void reload()
    },
  })

  return {
    problem,
    busy,
    claim,
    takeOver: () => change('take-over'),
    release: async () => {
      released.current = true
      if (mine) await change('release')
    },
  }
}

interface HeartbeatInput {
  studyId: string
  mine: boolean
  expiresAt: string
  onLost: (words: string) => void
}

/** A sign of life each third of the lease, and at once when a sleeping browser wakes. */
function useHeartbeat({ studyId, mine, expiresAt, onLost }: HeartbeatInput): void {
  const lost = useRef(onLost)
  useEffect(() => {
    lost.current = onLost
  })
  useEffect(() => {
    if (!mine) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let stopped = false
    const plan = (until: string): void => {
      clearTimeout(timer)
      const third = (new Date(until).getTime() - Date.now()) / 3
      if (!stopped) timer = setTimeout(() => void beat(), Math.min(180_000, Math.max(5000, third)))
    }
    const beat = async (): Promise<void> => {
      try {
        plan((await callApi<ClaimAnswer>('POST', `/api/studies/${studyId}/heartbeat`)).expiresAt)
      } catch (error) {
        // A lost connection is tried again; a lost claim is told.
        if (error instanceof ApiError && error.code === 'conflict') lost.current(error.message)
        else plan(new Date(Date.now() + 30_000).toISOString())
      }
    }
    const wake = (): void => {
      if (document.visibilityState === 'visible') void beat()
    }
    plan(expiresAt)
    document.addEventListener('visibilitychange', wake)
    return () => {
      stopped = true
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', wake)
    }
  }, [studyId, mine, expiresAt])
}
