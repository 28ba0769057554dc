import { Client } from 'pg'
import { log } from '@/lib/log'
import { channel } from './channel'
import { liveEvent, type LiveEvent } from './live-event'

export type LiveMessage = LiveEvent | { resync: true }
export type LiveListener = (message: LiveMessage) => void

const keepAliveMs = 20_000
const firstRetryMs = 200
const longestRetryMs = 10_000

const listeners = new Set<LiveListener>()
let client: Client | undefined
let connecting = false
let retry: NodeJS.Timeout | undefined
let keepAlive: NodeJS.Timeout | undefined
let attempts = 0

/**
 * Hears every committed change of every process over one LISTEN connection per process.
 * NOTIFY has no memory: whenever the connection is made or made again, each listener gets `{ resync: true }`
 * and must read the present state instead of trusting what it heard before.
 * @returns the function that ends the subscription; the connection closes with the last one.
 */
export function subscribe(listener: LiveListener): () => void {
  listeners.add(listener)
  if (client) queueMicrotask(() => listeners.has(listener) && tell(listener, { resync: true }))
  else void connect()
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) disconnect()
  }
}

async function connect(): Promise<void> {
  if (connecting || client || listeners.size === 0) return
  connecting = true
  const next = new Client({
    connectionString: process.env.DATABASE_URL,
    application_name: 'wetread-live',
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  })
  // Both events can come for one loss; `lost` ignores a client that is no longer the current one.
  next.on('error', () => lost(next))
  next.on('end', () => lost(next))
  next.on('notification', (message) => announce(message.payload))
  try {
    await next.connect()
    await next.query(`listen ${channel}`)
  } catch (cause) {
    connecting = false
    log.warn({ err: cause }, 'live: no connection to listen on, trying again')
    next.end().catch(() => undefined)
    retryLater()
    return
  }
  connecting = false
  if (listeners.size === 0) {
    next.end().catch(() => undefined)
    return
  }
  client = next
  attempts = 0
  // A peer that vanished without a word is noticed by a query that fails, not by silence.
  keepAlive = setInterval(() => void next.query('select 1').catch(() => lost(next)), keepAliveMs)
  keepAlive.unref()
  for (const listener of listeners) tell(listener, { resync: true })
}

function announce(payload: string | undefined): void {
  const event = readEvent(payload ?? '')
  // An event this version cannot read may matter all the same: have the lists read again.
  for (const listener of listeners) tell(listener, event ?? { resync: true })
}

function readEvent(payload: string): LiveEvent | undefined {
  try {
    return liveEvent.safeParse(JSON.parse(payload)).data
  } catch {
    return undefined
  }
}

function tell(listener: LiveListener, message: LiveMessage): void {
  try {
    listener(message)
  } catch (cause) {
    log.error({ err: cause }, 'live: a listener failed')
  }
}

function lost(which: Client): void {
  if (client !== which) return
  client = undefined
  clearInterval(keepAlive)
  which.end().catch(() => undefined)
  log.warn('live: connection lost, connecting again')
  retryLater()
}

function retryLater(): void {
  if (listeners.size === 0) return
  clearTimeout(retry)
  retry = setTimeout(() => void connect(), Math.min(firstRetryMs * 2 ** attempts, longestRetryMs))
  attempts += 1
}

function disconnect(): void {
  clearTimeout(retry)
  clearInterval(keepAlive)
  attempts = 0
  const last = client
  client = undefined
  last?.end().catch(() => undefined)
}
