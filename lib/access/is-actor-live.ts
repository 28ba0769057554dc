import { readConfig } from '@/lib/config'
import { findSession } from '@/lib/db/access/sessions'
import type { Actor } from './actor'

/**
 * Whether a person whose connection stays open may still have what it was opened for: the session lives, and role
 * and scope are what they were. Unlike `identify` it does not count as a sign of life, or an open page would keep
 * an idle session alive.
 */
export async function isActorLive(actor: Actor, now = new Date()): Promise<boolean> {
  if (actor.kind !== 'user') return true
  const session = await findSession(actor.sessionId)
  if (!session || session.revokedAt || session.expiresAt <= now || session.user.disabledAt) return false
  if (now.getTime() - session.lastSeenAt.getTime() > readConfig().idleMinutes * 60_000) return false
  return (
    session.user.role === actor.role && session.user.referringPhysicianKey === actor.referringPhysicianKey
  )
}
