import { countUsersOfRole } from '@/lib/db/access/users'
import { createUser } from './users'

/**
 * Makes the account `admin` when the installation has no administrator yet.
 * @returns its name and one-time password (to be printed once), or null when there is one
 */
export async function ensureFirstAdministrator(): Promise<{ username: string; password: string } | null> {
  if ((await countUsersOfRole('administrator')) > 0) return null
  const { username, password } = await createUser(
    { username: 'admin', displayName: 'First administrator', role: 'administrator' },
    { kind: 'system', name: 'start', address: '' },
  )
  return { username, password }
}
