'use client'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { callApi } from '@/app/_components/api-client'
import type { ReportDraftDto } from '@/lib/reporting/report'
import type { ReportText } from '@/lib/reporting/report-text'
import { draftKeep } from './draft-keep'
import { createDraftSession, type DraftSession, type DraftState } from './draft-session'

/** The draft of this study as the page edits it; saves on a pause, on blur, and as the page goes away. */
export function useDraft(
  { studyId, userId }: { studyId: string; userId: string },
  initial: { text: ReportText; revision: number; updatedAt: string | null },
  draft: ReportDraftDto | null,
): { session: DraftSession; state: DraftState } {
  const [{ session, subscribe }] = useState(() => open({ studyId, userId }, initial))
  const state = useSyncExternalStore(subscribe, session.state, session.state)

  useEffect(() => {
    if (draft) session.adopt(draft)
  }, [session, draft])

  useEffect(() => {
    session.start()
    const url = `/api/studies/${studyId}/report/draft`
    // The page is going: a request that outlives it, and what it cannot carry stays in session storage.
    const leaving = (): void => {
      if (!session.unsaved()) return
      const { revision, text } = session.state()
      void fetch(url, {
        method: 'PUT',
        keepalive: true,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ revision, ...text }),
      }).catch(() => undefined)
    }
    const warn = (event: BeforeUnloadEvent): void => {
      if (session.state().status === 'offline') event.preventDefault()
    }
    const online = (): void => void session.flush()
    window.addEventListener('pagehide', leaving)
    window.addEventListener('beforeunload', warn)
    window.addEventListener('online', online)
    return () => {
      window.removeEventListener('pagehide', leaving)
      window.removeEventListener('beforeunload', warn)
      window.removeEventListener('online', online)
      void session.flush()
    }
  }, [session, studyId])
  return { session, state }
}

function open(
  { studyId, userId }: Parameters<typeof useDraft>[0],
  initial: Parameters<typeof useDraft>[1],
): { session: DraftSession; subscribe: (listener: () => void) => () => void } {
  const listeners = new Set<() => void>()
  const session = createDraftSession({
    initial,
    put: (revision, text) =>
      callApi<ReportDraftDto>('PUT', `/api/studies/${studyId}/report/draft`, { body: { revision, ...text } }),
    keep: draftKeep({ userId, studyId }),
    onChange: () => {
      for (const listener of listeners) listener()
    },
  })
  return {
    session,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
