import { db } from '@/lib/db/client'
import type { UserActor } from './sessions'
import type { Role } from './roles'

/** For tests of operations: an account without a password, as the actor that a session of theirs would be. */
export async function actorForTest(role: Role, referringPhysicianKey = ''): Promise<UserActor> {
  const username = `${role}-${Math.random().toString(36).slice(2, 10)}`
  const user = await db().user.create({
    data: { username, displayName: `Test ${username}`, role, passwordHash: '-', referringPhysicianKey },
    select: { id: true, displayName: true },
  })
  return {
    kind: 'user',
    userId: user.id,
    sessionId: '00000000-0000-4000-8000-000000000000',
    username,
    displayName: user.displayName,
    role,
    referringPhysicianKey,
    mustChangePassword: false,
    address: '127.0.0.1',
  }
}
