import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** How to start a PostgreSQL program: as whom, and behind which command where capabilities are needed. */
export interface RunAs {
  uid?: number
  gid?: number
  prefix: string[]
}

/**
 * PostgreSQL refuses to run as root, and containers and CI often are root without sudo. Then its programs run as
 * `postgres` or `nobody`. Where that user cannot walk into our folders (a checkout below /root), setpriv lends it
 * the one capability that file access needs, instead of opening the folders to everyone.
 *
 * @param folders must be reachable: the programs and the data folder
 * @param owner who owns an existing cluster; kept, so that a data folder never changes hands
 */
export function runAs(folders: string[], owner: { uid: number; gid: number } | null): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const user = owner && owner.uid !== 0 ? owner : unprivilegedUser()
  if (folders.every((folder) => isReachable(folder, user))) return { ...user, prefix: [] }
  if (!has('setpriv')) {
    throw new Error(
      'PostgreSQL does not run as root, and another user cannot enter this folder. ' +
        'Start Wetread as an ordinary user, or set DATABASE_URL to a PostgreSQL that runs already.',
    )
  }
  const ids = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups']
  const caps = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  return { ...user, prefix: ['setpriv', ...ids, ...caps] }
}

/** Options of spawn: with a prefix, setpriv changes the user itself. */
export function spawnIds({ uid, gid, prefix }: RunAs): { uid?: number; gid?: number } {
  return uid === undefined || gid === undefined || prefix.length > 0 ? {} : { uid, gid }
}

function unprivilegedUser(): { uid: number; gid: number } {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':')
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  throw new Error(
    'PostgreSQL does not run as root, and this system has neither a user postgres nor nobody. ' +
      'Start Wetread as an ordinary user.',
  )
}

function isReachable(folder: string, user: { uid: number; gid: number }): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const found = statSync(at, { throwIfNoEntry: false })
    const bit = found?.uid === user.uid ? 0o100 : found?.gid === user.gid ? 0o010 : 0o001
    if (found && (found.mode & bit) === 0) return false
    if (at === path.dirname(at)) return true
  }
}

function has(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
