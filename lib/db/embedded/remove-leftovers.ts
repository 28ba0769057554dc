import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { runningServer, stopServer } from './running-server'

/**
 * Test runs work in folders named `<prefix>-<process id>`. Removes those of runs that were killed, after stopping the
 * PostgreSQL that still serves one of them.
 * @param cluster where the cluster is inside such a folder
 */
export async function removeLeftovers(home: string, prefix: string, cluster: string): Promise<void> {
  for (const name of await readdir(home).catch(() => [])) {
    const owner = name.startsWith(`${prefix}-`) ? Number(name.slice(prefix.length + 1)) : Number.NaN
    if (!Number.isInteger(owner) || isAlive(owner)) continue
    const dir = path.join(home, name)
    const server = runningServer(path.join(dir, cluster))
    if (server) await stopServer(path.join(dir, cluster), server.pid)
    await rm(dir, { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
