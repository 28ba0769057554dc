import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '@/lib/config'
import { CannotStart } from './cannot-start'

/**
 * Waits until the pages are served and the DICOM port answers.
 * @throws CannotStart after two minutes
 */
export async function waitUntilReady(config: Config, logs: string): Promise<void> {
  const ready = `http://${reachable(config.host)}:${config.port}/readyz`
  const dicom = { host: reachable(config.dicomHost), port: config.dicomPort }
  const deadline = Date.now() + 120_000
  while (!(await answers(ready)) || !(await accepts(dicom))) {
    if (Date.now() > deadline) {
      throw new CannotStart(
        `Wetread did not become ready within two minutes; the reason is in the logs in ${logs}.`,
      )
    }
    await sleep(100)
  }
}

/** "Every address" is one to listen on, not one to call. */
function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok
  } catch {
    return false
  }
}

function accepts({ host, port }: { host: string; port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 })
    const done = (yes: boolean) => {
      socket.destroy()
      resolve(yes)
    }
    socket.once('connect', () => done(true))
    socket.once('error', () => done(false))
    socket.once('timeout', () => done(false))
  })
}
