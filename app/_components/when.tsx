'use client'
import { useHydrated } from './use-hydrated'

/** An instant in the reader's own zone: date and time, or one of them. Empty until the browser is known. */
export function When({ at, show = 'both' }: { at: string; show?: 'both' | 'date' | 'time' }) {
  const hydrated = useHydrated()
  return <time dateTime={at}>{hydrated ? words(at, show) : ''}</time>
}

function words(at: string, show: 'both' | 'date' | 'time'): string {
  const date = new Date(at)
  const day = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
  const time = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  if (show === 'date') return day
  return show === 'time' ? time : `${day}, ${time}`
}
