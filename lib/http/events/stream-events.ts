import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { StudyScope } from '@/lib/access/may'
import type { LiveEvent } from '@/lib/live/live-event'
import { subscribe, type LiveMessage } from '@/lib/live/subscribe'
import { log } from '@/lib/log'
import { mayHear } from './event-scope'

export interface StreamInput {
  response: ServerResponse
  scope: StudyScope
  /** Asked once a minute; false ends the stream. */
  isLive: () => Promise<boolean>
  onClose: () => void
  heartbeatMs?: number
  checkMs?: number
}

/** Who reads this slowly gets a fresh start instead of a growing queue. */
const mostBuffered = 1024 * 1024

const headers = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no', // nginx and its like must not hold events back
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/**
 * Server-sent events until either side goes (HTML Living Standard 9.2). `hello` is sent once the database is being
 * listened to: what the page reads after it can miss nothing. Each `study` event carries the next number, so that
 * a page notices a gap; `resync` says that the process itself may have missed some.
 *
 * `onClose` is called once, also when the client had gone before this began: its `close` is past by then, and what is
 * written to a response that nobody holds raises no error.
 */
export function streamEvents({ response, scope, isLive, onClose, ...timing }: StreamInput): void {
  if (response.destroyed) return onClose()
  let n = 0
  let greeted = false
  let closed = false
  // Events wait for one another, because a look-up for one must not let the next overtake it.
  let queue = Promise.resolve()

  const send = (text: string): void => {
    if (closed) return
    if (response.destroyed) return close()
    response.write(text)
    if (response.writableLength > mostBuffered) close()
  }
  const deliver = async (message: LiveMessage): Promise<void> => {
    if ('resync' in message) {
      send(
        greeted
          ? 'event: resync\ndata: {}\n\n'
          : `event: hello\ndata: ${JSON.stringify({ stream: randomUUID() })}\n\n`,
      )
      greeted = true
      return
    }
    if (await mayHear(scope, message)) sendStudy(message)
  }
  const sendStudy = (event: LiveEvent): void => {
    n += 1
    send(`id: ${n}\nevent: study\ndata: ${JSON.stringify({ ...event, n })}\n\n`)
  }
  const check = async (): Promise<void> => {
    const live = await isLive().catch(() => true) // a database that is away ends no session
    if (!live) close()
  }
  function close(): void {
    if (closed) return
    closed = true
    unsubscribe()
    clearInterval(heartbeat)
    clearInterval(checking)
    response.end()
    onClose()
  }

  response.writeHead(200, headers)
  response.flushHeaders()
  response.socket?.setNoDelay(true)
  response.on('close', close)
  response.on('error', close)
  const heartbeat = setInterval(
    () => send(': heartbeat\nevent: ping\ndata: {}\n\n'),
    timing.heartbeatMs ?? 15_000,
  )
  const checking = setInterval(() => void check(), timing.checkMs ?? 60_000)
  const unsubscribe = subscribe((message) => {
    queue = queue
      .then(() => deliver(message))
      .catch((cause: unknown) => {
        log.warn({ err: cause }, 'events: could not decide who may hear an event')
        send('event: resync\ndata: {}\n\n')
      })
  })
}
