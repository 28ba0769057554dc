import type { Db } from '@/lib/db/client'
import { channel } from './channel'
import { liveEvent, type LiveEvent } from './live-event'

/**
 * Announces a change inside the transaction that makes it: PostgreSQL delivers the NOTIFY at commit,
 * and not at all after a rollback, so that no list ever learns of something that did not happen.
 * The payload holds ids only and stays far below the 8,000 bytes that NOTIFY carries.
 */
export async function publish(tx: Db, event: LiveEvent): Promise<void> {
  const payload = JSON.stringify(liveEvent.parse(event))
  await tx.$executeRaw`select pg_notify(${channel}, ${payload})`
}
