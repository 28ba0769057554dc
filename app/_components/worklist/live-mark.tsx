'use client'
import { RefreshCw, WifiOff } from 'lucide-react'
import type { LiveState } from '../use-live-events'

const words = {
  connecting: 'Connecting…',
  live: 'Live',
  reconnecting: 'Reconnecting… the list may be behind',
  offline: 'Offline: the list stands still',
  'signed-out': 'Your session has ended',
} satisfies Record<LiveState, string>

export function LiveMark({ state }: { state: LiveState }) {
  const well = state === 'live' || state === 'connecting'
  return (
    <span
      role="status"
      className={
        well
          ? 'flex items-center gap-1.5 text-sm whitespace-nowrap text-ink-3'
          : 'flex items-center gap-1.5 text-sm font-medium whitespace-nowrap text-ink'
      }
    >
      {state === 'live' ? <span className="size-1.5 rounded-full bg-ink-3" aria-hidden /> : null}
      {state === 'reconnecting' ? <RefreshCw className="size-3" aria-hidden /> : null}
      {state === 'offline' || state === 'signed-out' ? <WifiOff className="size-3" aria-hidden /> : null}
      {words[state]}
    </span>
  )
}
