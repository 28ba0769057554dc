import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandLine } from './command-line'

export interface RunningServer {
  pid: number
  port: number
}

/**
 * The server that still serves this cluster, for one reason or another: its supervisor was killed, or another
 * process of ours uses it. A postmaster.pid whose process is gone, or is no PostgreSQL, says nothing.
 */
export function runningServer(cluster: string): RunningServer | null {
  let lines: string[]
  try {
    lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return null
  }
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!Number.isInteger(pid) || pid <= 1 || !commandLine(pid).includes(cluster)) return null
  return { pid, port }
}

/** SIGINT is PostgreSQL's fast shutdown: sessions end, a checkpoint is written. One that is gone is left alone. */
export async function stopServer(cluster: string, pid: number): Promise<void> {
  const isThere = () => commandLine(pid).includes(cluster)
  if (isThere()) process.kill(pid, 'SIGINT')
  for (let waited = 0; waited < 20_000; waited += 50) {
    if (!isThere()) return
    await sleep(50)
  }
  if (isThere()) process.kill(pid, 'SIGQUIT')
}
