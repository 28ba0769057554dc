import { encode } from 'next-auth/jwt'
import type { Role } from '@/lib/access/roles'
import { openSession } from '@/lib/access/sessions'
import { createUser } from '@/lib/access/users'

export const testOrigin = 'http://127.0.0.1'

/** For tests: opens a real account and a real session, and gives the headers a browser of theirs would send. */
export async function signInForTest(
  role: Role,
  options: { username?: string; ReferringPhysicianName?: string; mustChangePassword?: boolean } = {},
): Promise<{ userId: string; sessionId: string; headers: Record<string, string> }> {
  process.env.NEXTAUTH_SECRET ??= 'only for tests'
  const user = await createUser(
    {
      username: options.username ?? `${role}-${Math.random().toString(36).slice(2, 8)}`,
      displayName: `Test ${role}`,
      role,
      ReferringPhysicianName: options.ReferringPhysicianName,
      mustChangePassword: options.mustChangePassword ?? false,
    },
    { kind: 'system', name: 'test', address: '' },
  )
  const session = await openSession({
    userId: user.id,
    address: '127.0.0.1',
    userAgent: 'test',
    now: new Date(),
  })
  const jwt = await encode({
    token: { sub: user.id, sessionId: session.id },
    secret: process.env.NEXTAUTH_SECRET,
  })
  return {
    userId: user.id,
    sessionId: session.id,
    headers: { cookie: `next-auth.session-token=${jwt}`, origin: testOrigin, host: '127.0.0.1' },
  }
}
