'use client'
import { useHydrated } from '@/app/_components/use-hydrated'
import type { DraftState } from './draft-session'

/** Whether what stands in the editor is safe, in a few words. */
export function SaveState({ state }: { state: DraftState }) {
  const hydrated = useHydrated()
  const bad = state.status === 'offline' || state.status === 'refused' || state.status === 'conflict'
  return (
    <p role="status" className={bad ? 'text-sm font-medium text-ink' : 'num text-sm text-ink-3'}>
      {hydrated ? words(state) : ''}
    </p>
  )
}

function words({ status, savedAt, words: why }: DraftState): string {
  switch (status) {
    case 'clean':
    case 'saved':
      return savedAt ? `Saved ${clock(savedAt)}` : ''
    case 'dirty':
    case 'saving':
      return 'Saving…'
    case 'offline':
      return '▲ Not saved: offline, kept in this browser'
    case 'refused':
      return `▲ Not saved. ${why}`
    case 'conflict':
      return '▲ Not saved: changed elsewhere'
  }
}

function clock(at: string): string {
  return new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
}
