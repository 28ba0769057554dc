import { setTimeout as sleep } from 'node:timers/promises'
import type { EmbeddedPostgres } from '@/lib/db/embedded/start-embedded'
import { pauseBeforeRestart } from './pause-before-restart'

interface KeepDatabaseOptions {
  /** Starts it again where the processes look for it. */
  restart(): Promise<EmbeddedPostgres>
  say(line: string): void
  everyMs?: number
}

/**
 * Watches the embedded PostgreSQL and starts it again when it ends without being asked to, with the pauses that the
 * other processes get. Watched by its process id, because one that outlived an earlier supervisor is nobody's child.
 * @returns the function that stops watching, then PostgreSQL
 */
export function keepDatabase(first: EmbeddedPostgres, options: KeepDatabaseOptions): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  let current = first
  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined)

  const watching = (async () => {
    let crashes = 0
    let startedAt = Date.now()
    while (!signal.aborted) {
      await pause(options.everyMs ?? 1_000)
      if (signal.aborted || current.isRunning()) continue
      const wait = pauseBeforeRestart({ crashes, ranForMs: Date.now() - startedAt })
      crashes = wait.crashes
      options.say(`PostgreSQL stopped unexpectedly; it starts again in ${wait.ms / 1000} s.`)
      await pause(wait.ms)
      if (signal.aborted) return
      startedAt = Date.now()
      try {
        current = await options.restart()
        options.say('PostgreSQL runs again.')
      } catch (error) {
        options.say(error instanceof Error ? error.message : 'PostgreSQL did not start.')
      }
    }
  })()

  return async () => {
    stopping.abort()
    await watching
    await current.stop()
  }
}
