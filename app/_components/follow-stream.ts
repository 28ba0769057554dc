import { backgroundHeader } from '@/lib/access/background-header'
import type { LiveState } from './use-live-events'

interface StreamInput {
  url: string
  onState: (state: LiveState) => void
  onEvent: (data: unknown) => void
  onGap: () => void
}

/** The server says something every 15 s; three silences mean that the line is dead, whatever the socket says. */
const silenceMs = 45_000

/**
 * Keeps one event stream open and counts its numbers. The browser reconnects by itself after a broken line;
 * after a refusal (server away, session over) it does not, so we do, more and more slowly.
 * @returns how to stop
 */
export function followStream({ url, onState, onEvent, onGap }: StreamInput): () => void {
  let source: EventSource | null = null
  let lastNumber: number | null = null
  let failures = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  let heardAt = Date.now()
  let stopped = false

  function open(): void {
    if (stopped) return
    source?.close()
    lastNumber = null
    heardAt = Date.now()
    source = new EventSource(url)
    source.addEventListener('hello', () => {
      failures = 0
      lastNumber = null
      heardAt = Date.now()
      onState('live')
      onGap()
    })
    source.addEventListener('ping', () => {
      heardAt = Date.now()
    })
    source.addEventListener('resync', () => {
      heardAt = Date.now()
      onGap()
    })
    source.addEventListener('study', (message: MessageEvent<string>) => {
      heardAt = Date.now()
      const number = Number(message.lastEventId)
      const missed = lastNumber !== null && number !== lastNumber + 1
      lastNumber = number
      if (missed) onGap()
      const data = parse(message.data)
      if (data === undefined) onGap()
      else onEvent(data)
    })
    source.onerror = () => {
      onState(navigator.onLine ? 'reconnecting' : 'offline')
      if (source?.readyState === EventSource.CLOSED) void retryLater()
    }
  }

  async function retryLater(): Promise<void> {
    clearTimeout(retry)
    if (await isSignedOut()) return onState('signed-out')
    failures += 1
    retry = setTimeout(open, Math.min(30_000, 500 * 2 ** failures))
  }

  const reopen = (): void => {
    failures = 0
    clearTimeout(retry)
    open()
  }
  const offline = (): void => onState('offline')
  // A laptop that slept has a stream that looks open and says nothing.
  const wake = (): void => {
    if (document.visibilityState === 'visible' && Date.now() - heardAt > silenceMs) {
      onGap()
      if (source?.readyState !== EventSource.OPEN) reopen()
    }
  }
  window.addEventListener('online', reopen)
  window.addEventListener('offline', offline)
  document.addEventListener('visibilitychange', wake)
  open()

  return () => {
    stopped = true
    clearTimeout(retry)
    source?.close()
    window.removeEventListener('online', reopen)
    window.removeEventListener('offline', offline)
    document.removeEventListener('visibilitychange', wake)
  }
}

async function isSignedOut(): Promise<boolean> {
  return fetch('/api/account', { cache: 'no-store', headers: { [backgroundHeader]: '1' } }).then(
    (answer) => answer.status === 401,
    () => false,
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
