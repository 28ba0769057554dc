import { findUserForSignIn, recordSignIn, reserveSignIn } from '@/lib/db/access/users'
import { AppError } from '@/lib/errors'
import type { Actor } from './actor'
import { audit } from './audit'
import { lockAfter } from './lock-after'
import { passwordGuard } from './password-guard'
import { verifyPassword } from './passwords'
import { openSession } from './sessions'

export type SignInOutcome =
  | { ok: true; userId: string; sessionId: string; displayName: string }
  | { ok: false; error: 'wrong' | 'busy' }
  | { ok: false; error: 'locked'; until: Date }

interface SignInInput {
  username: string
  password: string
  address: string
  userAgent: string
}

/**
 * Checks a user name and password. Five wrong ones lock the account for a minute, each further five twice as long
 * (at most an hour); thirty wrong ones from one address in ten minutes close the address for the rest of them.
 * Unknown names behave exactly like known ones. An attempt counts as wrong from before its password is checked until
 * it has proved right: attempts side by side get no more guesses than one after the other.
 */
export async function signIn(input: SignInInput, now = new Date()): Promise<SignInOutcome> {
  const attempt = { ...input, username: asStored(input.username) }
  const { throttle, gate } = passwordGuard()
  const closed = throttle.closedUntil({ ...attempt, now }) // does not even queue
  if (closed) return refuseLocked({ address: input.address, userId: null, until: closed })
  try {
    return await gate(() => tryPassword(attempt, now))
  } catch (error) {
    if (error instanceof AppError && error.code === 'rate-limited') return { ok: false, error: 'busy' }
    throw error
  }
}

/** As user names are kept; NUL, which PostgreSQL cannot even compare, makes it a name that nobody has. */
function asStored(username: string): string {
  return username.replaceAll('\0', '\ufffd').trim().toLowerCase().slice(0, 100)
}

async function tryPassword(
  { username, password, address, userAgent }: SignInInput,
  now: Date,
): Promise<SignInOutcome> {
  const user = await findUserForSignIn(username)
  const reserved = passwordGuard().throttle.reserve({ username, address, known: user !== null, now })
  if (reserved.until) return refuseLocked({ address, userId: user?.id ?? null, until: reserved.until })
  const until = user && (await reserveSignIn({ userId: user.id, now, lockAfter }))
  if (until) {
    reserved.release() // no password was tried
    return refuseLocked({ address, userId: user.id, until })
  }
  const actor = anonymous(address)
  const right = await verifyPassword(user?.passwordHash ?? null, password)
  if (!right || !user || user.disabledAt) {
    await audit({ actor, action: 'sign-in', outcome: 'failure', detail: { userId: user?.id ?? null } })
    return { ok: false, error: 'wrong' }
  }
  reserved.release()
  const session = await openSession({ userId: user.id, address, userAgent, now })
  await recordSignIn(user.id)
  await audit({
    actor,
    action: 'sign-in',
    outcome: 'success',
    detail: { userId: user.id, sessionId: session.id },
  })
  return { ok: true, userId: user.id, sessionId: session.id, displayName: user.displayName }
}

async function refuseLocked({
  address,
  userId,
  until,
}: {
  address: string
  userId: string | null
  until: Date
}): Promise<SignInOutcome> {
  await audit({
    actor: anonymous(address),
    action: 'sign-in',
    outcome: 'denied',
    detail: { reason: 'locked', userId },
  })
  return { ok: false, error: 'locked', until }
}

function anonymous(address: string): Actor {
  return { kind: 'system', name: 'sign-in', address }
}
