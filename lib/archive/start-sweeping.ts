import { log } from '@/lib/log'
import { sweep } from './sweep'

/** After a crash: what was written in the last seconds before it, then what has had its grace time. */
const soonMs = [0, 15_000, 4 * 60_000]
const everyMs = 60 * 60_000
const afterTroubleMs = 20_000

let trouble: NodeJS.Timeout | undefined

/**
 * Sweeps at the start, shortly after it, and every hour. A round that fails (database away) is made up for by the next.
 * @returns the function that ends it
 */
export function startSweeping(): () => void {
  const timers = soonMs.map((ms) => setTimeout(() => void round(), ms))
  timers.push(setInterval(() => void round(), everyMs))
  for (const timer of timers) timer.unref()
  return () => [...timers, trouble].forEach((timer) => clearTimeout(timer))
}

/** After a store whose outcome is unknown: its blob may belong to nobody. */
export function sweepSoon(): void {
  trouble ??= setTimeout(() => {
    trouble = undefined
    void round()
  }, afterTroubleMs).unref()
}

async function round(): Promise<void> {
  try {
    const swept = await sweep()
    if (Object.values(swept).some((count) => count > 0)) {
      log.info({ ...swept }, 'swept after interrupted transfers')
    }
  } catch (error) {
    log.warn({ err: error }, 'sweep failed')
    sweepSoon()
  }
}
