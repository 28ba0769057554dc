import type { Actor } from '@/lib/access/actor'
import type { Role } from '@/lib/access/roles'
import { createUser } from '@/lib/access/users'
import { AppError } from '@/lib/errors'
import { demoReferrer } from './synthetic-studies'

export interface DemoAccount {
  role: Role
  username: string
  password: string
}

const accounts: { role: Role; username: string; displayName: string; ReferringPhysicianName?: string }[] = [
  { role: 'radiologist', username: 'radiologist', displayName: 'Demo Radiologist' },
  { role: 'resident', username: 'resident', displayName: 'Demo Resident' },
  {
    role: 'referrer',
    username: 'referrer',
    displayName: 'Demo Referrer (Dr Stone)',
    ReferringPhysicianName: demoReferrer,
  },
  { role: 'department-head', username: 'head', displayName: 'Demo Head of department' },
  { role: 'technologist', username: 'technologist', displayName: 'Demo Technologist' },
]

/**
 * Opens one account per role with a random password, which is in the answer and nowhere else.
 * A user name that is taken stays as it is and is left out of the answer.
 */
export async function createDemoAccounts(actor: Actor): Promise<DemoAccount[]> {
  const created: DemoAccount[] = []
  for (const { role, ...account } of accounts) {
    try {
      const { username, password } = await createUser({ ...account, role, mustChangePassword: false }, actor)
      created.push({ role, username, password })
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'conflict') throw error
    }
  }
  return created
}
