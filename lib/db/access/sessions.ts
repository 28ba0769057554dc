import { db } from '../client'
import { forgetIdentities } from './known-identities'
import { asRole } from './users'

export function insertSession(session: {
  userId: string
  address: string
  userAgent: string
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
}): Promise<{ id: string }> {
  return db().userSession.create({ data: session, select: { id: true } })
}

export async function findSession(id: string) {
  const row = await db().userSession.findUnique({
    where: { id },
    select: {
      revokedAt: true,
      expiresAt: true,
      lastSeenAt: true,
      user: {
        select: {
          id: true,
          username: true,
          displayName: true,
          role: true,
          referringPhysicianKey: true,
          mustChangePassword: true,
          disabledAt: true,
        },
      },
    },
  })
  return row && { ...row, user: { ...row.user, role: asRole(row.user.role) } }
}

export async function touchSession(id: string, now: Date): Promise<void> {
  await db().userSession.updateMany({ where: { id }, data: { lastSeenAt: now } })
}

export function listLiveSessions(userId: string, now: Date) {
  return db().userSession.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true, createdAt: true, lastSeenAt: true, expiresAt: true, address: true, userAgent: true },
    orderBy: { createdAt: 'desc' },
  })
}

/** @returns false when the session is not this user's or has ended before */
export async function revokeSessionRow(input: {
  sessionId: string
  userId: string
  now: Date
}): Promise<boolean> {
  const { count } = await db().userSession.updateMany({
    where: { id: input.sessionId, userId: input.userId, revokedAt: null },
    data: { revokedAt: input.now },
  })
  forgetIdentities()
  return count === 1
}

export async function revokeSessionsOfUser(input: {
  userId: string
  except?: string | undefined
  now: Date
}): Promise<void> {
  await db().userSession.updateMany({
    where: { userId: input.userId, revokedAt: null, ...(input.except ? { id: { not: input.except } } : {}) },
    data: { revokedAt: input.now },
  })
  forgetIdentities()
}
