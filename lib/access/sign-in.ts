import { findUserForSignIn, recordFailedSignIn, recordSignIn } from '@/lib/db/access/users'
import type { Actor } from './actor'
import { audit } from './audit'
import { lockAfter } from './lock-after'
import { verifyPassword } from './passwords'
import { openSession } from './sessions'
import { SignInThrottle } from './sign-in-throttle'

export type SignInOutcome =
  | { ok: true; userId: string; sessionId: string; displayName: string }
  | { ok: false; error: 'wrong' }
  | { ok: false; error: 'locked'; until: Date }

const throttle = new SignInThrottle()

/**
 * Checks a user name and password. Five wrong ones lock the account for a minute, each further five twice as long
 * (at most an hour); thirty wrong ones from one address in ten minutes close the address for the rest of them.
 * Unknown names behave exactly like known ones.
 */
export async function signIn(
  input: { username: string; password: string; address: string; userAgent: string },
  now = new Date(),
): Promise<SignInOutcome> {
  const username = input.username.trim().toLowerCase().slice(0, 100)
  const anonymous: Actor = { kind: 'system', name: 'sign-in', address: input.address }
  const user = await findUserForSignIn(username)
  const until = latest(
    user?.lockedUntil ?? null,
    throttle.closedUntil({ username, address: input.address, now }),
  )
  if (until && until > now) {
    await audit({
      actor: anonymous,
      action: 'sign-in',
      outcome: 'denied',
      detail: { reason: 'locked', userId: user?.id ?? null },
    })
    return { ok: false, error: 'locked', until }
  }
  const right = await verifyPassword(user?.passwordHash ?? null, input.password)
  if (!right || !user || user.disabledAt) {
    throttle.recordFailure({ username, address: input.address, known: user !== null, now })
    if (user)
      await recordFailedSignIn({ userId: user.id, lockedUntil: lockAfter(user.failedSignIns + 1, now) })
    await audit({
      actor: anonymous,
      action: 'sign-in',
      outcome: 'failure',
      detail: { userId: user?.id ?? null },
    })
    return { ok: false, error: 'wrong' }
  }
  const session = await openSession({
    userId: user.id,
    address: input.address,
    userAgent: input.userAgent,
    now,
  })
  await recordSignIn(user.id)
  await audit({
    actor: anonymous,
    action: 'sign-in',
    outcome: 'success',
    detail: { userId: user.id, sessionId: session.id },
  })
  return { ok: true, userId: user.id, sessionId: session.id, displayName: user.displayName }
}

function latest(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b
  return a > b ? a : b
}
