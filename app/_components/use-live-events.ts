'use client'
import { useEffect, useRef, useState } from 'react'
import { liveEvent, type LiveEvent } from '@/lib/live/live-event'
import { followStream } from './follow-stream'

export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'signed-out'

/**
 * Follows `/events`. `onEvent` hears each change; `onGap` hears that something was missed (first connection,
 * reconnection, a jump in the numbers, the server's own `resync`): then read the list anew.
 */
export function useLiveEvents({
  onEvent,
  onGap,
}: {
  onEvent: (event: LiveEvent) => void
  onGap: () => void
}): LiveState {
  const [state, setState] = useState<LiveState>('connecting')
  const handlers = useRef({ onEvent, onGap })
  useEffect(() => {
    handlers.current = { onEvent, onGap }
  }, [onEvent, onGap])
  useEffect(
    () =>
      followStream({
        url: '/events',
        onState: setState,
        onGap: () => handlers.current.onGap(),
        onEvent: (data) => {
          const parsed = liveEvent.safeParse(data)
          if (parsed.success) handlers.current.onEvent(parsed.data)
          else handlers.current.onGap()
        },
      }),
    [],
  )
  return state
}
