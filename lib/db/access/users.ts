import type { Role } from '@/lib/access/roles'
import { roles } from '@/lib/access/roles'
import { db, transaction } from '../client'
import { forgetIdentities } from './known-identities'

export interface UserRow {
  id: string
  username: string
  displayName: string
  role: Role
  mustChangePassword: boolean
  lockedUntil: Date | null
  disabledAt: Date | null
  ReferringPhysicianName: string
  createdAt: Date
}

const listed = {
  id: true,
  username: true,
  displayName: true,
  role: true,
  mustChangePassword: true,
  lockedUntil: true,
  disabledAt: true,
  ReferringPhysicianName: true,
  createdAt: true,
} as const

export function asRole(value: string): Role {
  const role = roles.find((known) => known === value)
  if (!role) throw new Error(`Unknown role in app_user: ${value}`)
  return role
}

export function findUserForSignIn(username: string) {
  return db().user.findUnique({
    where: { username },
    select: { id: true, displayName: true, passwordHash: true, disabledAt: true },
  })
}

export async function findUser(id: string): Promise<(UserRow & { passwordHash: string }) | null> {
  const row = await db().user.findUnique({ where: { id }, select: { ...listed, passwordHash: true } })
  return row && { ...row, role: asRole(row.role) }
}

export async function findUserByName(username: string): Promise<UserRow | null> {
  const row = await db().user.findUnique({ where: { username }, select: listed })
  return row && { ...row, role: asRole(row.role) }
}

export async function listUserRows(): Promise<UserRow[]> {
  const rows = await db().user.findMany({ select: listed, orderBy: { username: 'asc' } })
  return rows.map((row) => ({ ...row, role: asRole(row.role) }))
}

export interface NewUser {
  username: string
  displayName: string
  role: Role
  passwordHash: string
  mustChangePassword: boolean
  ReferringPhysicianName: string
  referringPhysicianKey: string
}

/** @returns null when the user name is taken */
export async function insertUser(user: NewUser): Promise<{ id: string } | null> {
  const inserted = await db().user.createManyAndReturn({
    data: [user],
    skipDuplicates: true,
    select: { id: true },
  })
  return inserted[0] ?? null
}

export interface UserChange {
  displayName?: string | undefined
  role?: Role | undefined
  passwordHash?: string | undefined
  mustChangePassword?: boolean | undefined
  disabledAt?: Date | null | undefined
  ReferringPhysicianName?: string | undefined
  referringPhysicianKey?: string | undefined
  failedSignIns?: number | undefined
  lockedUntil?: Date | null | undefined
}

/** @returns false when there is no such user */
export async function updateUserRow(id: string, change: UserChange): Promise<boolean> {
  const { count } = await db().user.updateMany({ where: { id }, data: change })
  forgetIdentities()
  return count === 1
}

/**
 * Counts an attempt against the account before its password is checked; `recordSignIn` takes it back. Attempts side by
 * side wait for one another here, so that the one which reaches the limit locks out the rest.
 * @returns null when the password may be tried, else until when the account is locked
 */
export function reserveSignIn({
  userId,
  now,
  lockAfter,
}: {
  userId: string
  now: Date
  lockAfter: (failures: number, now: Date) => Date | null
}): Promise<Date | null> {
  return transaction(async (tx) => {
    const [counted] = await tx.user.updateManyAndReturn({
      where: { id: userId, OR: [{ lockedUntil: null }, { lockedUntil: { lte: now } }] },
      data: { failedSignIns: { increment: 1 } },
      select: { failedSignIns: true },
    })
    if (!counted) {
      const row = await tx.user.findUnique({ where: { id: userId }, select: { lockedUntil: true } })
      return row?.lockedUntil ?? now
    }
    const lockedUntil = lockAfter(counted.failedSignIns, now)
    if (lockedUntil) await tx.user.updateMany({ where: { id: userId }, data: { lockedUntil } })
    return null
  })
}

export async function recordSignIn(userId: string): Promise<void> {
  await db().user.update({
    where: { id: userId },
    data: { failedSignIns: 0, lockedUntil: null },
    select: { id: true },
  })
}

export function countUsersOfRole(role: Role): Promise<number> {
  return db().user.count({ where: { role, disabledAt: null } })
}
