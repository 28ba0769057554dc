import type { Announcement } from '@/lib/db/archive/sql/append-instances'
import { channel } from '@/lib/live/channel'
import { maxAttempts } from '@/lib/queue/jobs'

/** What statements that announce an arrival have to know of the queue and of live lists. */
export const announcement: Announcement = {
  maxAttempts: maxAttempts['study-stable'],
  channel,
  change: JSON.stringify({ change: 'received' }),
}
