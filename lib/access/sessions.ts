import { readConfig } from '@/lib/config'
import {
  findSession,
  insertSession,
  listLiveSessions,
  revokeSessionRow,
  revokeSessionsOfUser,
  touchSession,
} from '@/lib/db/access/sessions'
import { AppError } from '@/lib/errors'
import type { Actor } from './actor'
import { audit } from './audit'

export type UserActor = Extract<Actor, { kind: 'user' }>

/** A session ends when nobody has used it for `idleMinutes` of the settings, and at the latest after this long. */
export const absoluteHours = 12

/** Opens a session row for a person who has just proved who they are. */
export function openSession(input: {
  userId: string
  address: string
  userAgent: string
  now: Date
}): Promise<{ id: string }> {
  return insertSession({
    userId: input.userId,
    address: input.address,
    userAgent: input.userAgent.slice(0, 200),
    createdAt: input.now,
    lastSeenAt: input.now,
    expiresAt: new Date(input.now.getTime() + absoluteHours * 3_600_000),
  })
}

/**
 * The person behind a live session; null when it was revoked, has expired, was idle too long, or the account is
 * disabled. With `background` the request was no act of the person and does not keep the session alive.
 */
export async function actorOfSession(
  sessionId: string,
  address: string,
  { now = new Date(), background = false }: { now?: Date; background?: boolean } = {},
): Promise<UserActor | null> {
  if (!/^[0-9a-f-]{36}$/.test(sessionId)) return null
  const session = await findSession(sessionId)
  if (!session || session.revokedAt || session.expiresAt <= now || session.user.disabledAt) return null
  const idleMs = now.getTime() - session.lastSeenAt.getTime()
  if (idleMs > readConfig().idleMinutes * 60_000) return null
  if (idleMs > 30_000 && !background) await touchSession(sessionId, now)
  const { user } = session
  return {
    kind: 'user',
    userId: user.id,
    sessionId,
    username: user.username,
    displayName: user.displayName,
    role: user.role,
    referringPhysicianKey: user.referringPhysicianKey,
    mustChangePassword: user.mustChangePassword,
    address,
  }
}

export interface SessionListing {
  id: string
  createdAt: string
  lastSeenAt: string
  expiresAt: string
  address: string
  userAgent: string
  current: boolean
}

/** The signed-in person's own live sessions, newest first. */
export async function listOwnSessions(actor: UserActor, now = new Date()): Promise<SessionListing[]> {
  const rows = await listLiveSessions(actor.userId, now)
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    address: row.address,
    userAgent: row.userAgent,
    current: row.id === actor.sessionId,
  }))
}

/**
 * Ends one of the person's own sessions at once.
 * @throws AppError not-found when it is not theirs
 */
export async function revokeOwnSession(actor: UserActor, sessionId: string): Promise<void> {
  const ended = await revokeSessionRow({ sessionId, userId: actor.userId, now: new Date() })
  if (!ended) throw new AppError('not-found', 'There is no such session of yours.')
  await audit({ actor, action: 'account:own', outcome: 'success', detail: { what: 'session-revoked' } })
}

/** Ends every session of a user, for example after a new password or a change of role. */
export function endSessionsOf(userId: string, except?: string): Promise<void> {
  return revokeSessionsOfUser({ userId, except, now: new Date() })
}
