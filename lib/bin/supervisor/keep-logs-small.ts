import { copyFile, stat, truncate } from 'node:fs/promises'

const mostBytes = 20 * 1024 * 1024
const everyMs = 60_000

export interface LogLimits {
  mostBytes?: number
  everyMs?: number
}

/**
 * Keeps each log and the one before it (`.1`) to about 20 MB, also while it is written to: the writers append, so the
 * file is copied and emptied under them. Lines of the instant in between may be lost; a full disk would lose images.
 * @returns the function that ends it
 */
export function keepLogsSmall(logs: readonly string[], limits: LogLimits = {}): () => void {
  const most = limits.mostBytes ?? mostBytes
  const look = () => logs.map((log) => keepSmall(log, most))
  look()
  const timer = setInterval(look, limits.everyMs ?? everyMs)
  timer.unref()
  return () => clearInterval(timer)
}

async function keepSmall(log: string, most: number): Promise<void> {
  try {
    if ((await stat(log)).size <= most) return
    // Where the disk has no room for the copy, emptying the log makes some.
    await copyFile(log, `${log}.1`).catch(() => undefined)
    await truncate(log)
  } catch {
    // Not there yet, or not ours: looked at again in a minute.
  }
}
