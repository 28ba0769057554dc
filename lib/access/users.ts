import {
  findUser,
  insertUser,
  listUserRows,
  recordSignIn,
  reserveSignIn,
  updateUserRow,
  countUsersOfRole,
  type UserRow,
} from '@/lib/db/access/users'
import { foldName } from '@/lib/dicom/fold-name'
import { AppError } from '@/lib/errors'
import type { Actor } from './actor'
import { audit } from './audit'
import { lockAfter } from './lock-after'
import { passwordGuard } from './password-guard'
import { hashPassword, newPassword, refuseWeakPassword, verifyPassword } from './passwords'
import type { Role } from './roles'
import { endSessionsOf, type UserActor } from './sessions'

export interface UserListing extends Omit<UserRow, 'createdAt' | 'lockedUntil' | 'disabledAt'> {
  createdAt: string
  lockedUntil: string | null
  disabledAt: string | null
}

export async function listUsers(): Promise<UserListing[]> {
  const rows = await listUserRows()
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lockedUntil: row.lockedUntil?.toISOString() ?? null,
    disabledAt: row.disabledAt?.toISOString() ?? null,
  }))
}

export interface NewUserInput {
  username: string
  displayName: string
  role: Role
  /** Left out: one is made, shown once, and must be changed at the first sign-in. */
  password?: string | undefined
  /** PN under which scanners name this referring physician, e.g. `Stone^Rosa`. */
  ReferringPhysicianName?: string | undefined
  mustChangePassword?: boolean | undefined
}

/**
 * Opens an account.
 * @returns its id and the password, which is not kept anywhere in readable form
 * @throws AppError conflict when the user name is taken, invalid for a weak password
 */
export async function createUser(
  input: NewUserInput,
  actor: Actor,
): Promise<{ id: string; username: string; password: string }> {
  const username = input.username.trim().toLowerCase()
  const password = input.password ?? newPassword()
  refuseWeakPassword(password, username)
  const referringPhysician = input.role === 'referrer' ? (input.ReferringPhysicianName ?? '').trim() : ''
  const created = await insertUser({
    username,
    displayName: input.displayName.trim(),
    role: input.role,
    passwordHash: await hashPassword(password),
    mustChangePassword: input.mustChangePassword ?? true,
    ReferringPhysicianName: referringPhysician,
    referringPhysicianKey: foldName(referringPhysician),
  })
  if (!created) throw new AppError('conflict', 'This user name is taken. Choose another.')
  await audit({
    actor,
    action: 'user:manage',
    outcome: 'success',
    detail: { what: 'created', userId: created.id, role: input.role },
  })
  return { id: created.id, username, password }
}

export interface UserChangeInput {
  displayName?: string | undefined
  role?: Role | undefined
  disabled?: boolean | undefined
  unlock?: boolean | undefined
  resetPassword?: boolean | undefined
  ReferringPhysicianName?: string | undefined
}

/**
 * Changes an account. A new role, a new password or disabling ends every session of the user at once.
 * @returns the new password when one was asked for
 * @throws AppError not-found; conflict when this would leave no administrator
 */
export async function changeUser(
  id: string,
  change: UserChangeInput,
  actor: Actor,
): Promise<{ password: string | null }> {
  const user = await findUser(id)
  if (!user) throw new AppError('not-found', 'There is no such user.')
  const losesAdministrator =
    user.role === 'administrator' &&
    (change.disabled === true || (change.role ?? user.role) !== 'administrator')
  if (losesAdministrator && !user.disabledAt && (await countUsersOfRole('administrator')) <= 1) {
    throw new AppError('conflict', 'This is the last administrator. Make another one first.')
  }
  const password = change.resetPassword ? newPassword() : null
  const role = change.role ?? user.role
  const referringPhysician =
    role === 'referrer' ? (change.ReferringPhysicianName ?? user.ReferringPhysicianName).trim() : ''
  await updateUserRow(id, {
    displayName: change.displayName?.trim(),
    role: change.role,
    ReferringPhysicianName: referringPhysician,
    referringPhysicianKey: foldName(referringPhysician),
    ...(change.disabled === undefined ? {} : { disabledAt: change.disabled ? new Date() : null }),
    ...(password ? { passwordHash: await hashPassword(password), mustChangePassword: true } : {}),
    ...(change.unlock || password ? { failedSignIns: 0, lockedUntil: null } : {}),
  })
  if (change.disabled || password || role !== user.role) await endSessionsOf(id)
  await audit({
    actor,
    action: 'user:manage',
    outcome: 'success',
    detail: { what: Object.keys(change).sort().join(','), userId: id, role },
  })
  return { password }
}

/**
 * The signed-in person's own new password; every other session of theirs ends.
 * @throws AppError forbidden for a wrong present password, rate-limited after too many, invalid for a weak new one
 */
export async function changeOwnPassword(
  actor: UserActor,
  input: { current: string; next: string },
): Promise<void> {
  const right = await passwordGuard().gate(() => isPresentPassword(actor, input.current))
  if (!right) {
    await audit({ actor, action: 'account:own', outcome: 'failure', detail: { what: 'password' } })
    throw new AppError('forbidden', 'The present password is not right.', { detail: { field: 'current' } })
  }
  refuseWeakPassword(input.next, actor.username)
  if (input.next === input.current)
    throw new AppError('invalid', 'The new password is the old one. Choose another.', {
      detail: { field: 'next' },
    })
  await updateUserRow(actor.userId, {
    passwordHash: await hashPassword(input.next),
    mustChangePassword: false,
  })
  await endSessionsOf(actor.userId, actor.sessionId)
  await audit({ actor, action: 'account:own', outcome: 'success', detail: { what: 'password' } })
}

/** Counted with the wrong passwords of the sign-in, so that a found session is no way to guess on without limit. */
async function isPresentPassword(actor: UserActor, password: string): Promise<boolean> {
  const user = await findUser(actor.userId)
  if (await reserveSignIn({ userId: actor.userId, now: new Date(), lockAfter })) {
    await audit({ actor, action: 'account:own', outcome: 'denied', detail: { what: 'password' } })
    throw new AppError('rate-limited', 'Too many wrong passwords. Wait a few minutes and try again.')
  }
  const right = await verifyPassword(user?.passwordHash ?? null, password)
  if (right) await recordSignIn(actor.userId)
  return right
}
