import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { commandLine } from './command-line'
import type { RunningServer } from './running-server'

interface Waiting {
  cluster: string
  log: string
  urlOf(port: number): string
}

/**
 * Finds or launches the server and waits until it lets us in. One that ends meanwhile is tried again for a while: a
 * server found may be dying, and after a kill -9 the new one waits for the shared memory of the old one's backends.
 */
export async function untilItServes(
  findOrLaunch: () => Promise<RunningServer>,
  { cluster, log, urlOf }: Waiting,
): Promise<RunningServer> {
  const deadline = Date.now() + 60_000
  let endings = 0
  let last: unknown
  while (endings < 12 && Date.now() < deadline) {
    const server = await findOrLaunch()
    do {
      try {
        await connectOnce(urlOf(server.port))
        return server
      } catch (error) {
        last = error
        await sleep(50)
      }
    } while (commandLine(server.pid).includes(cluster) && Date.now() < deadline)
    endings += 1
    await sleep(100 * endings)
  }
  throw new Error(`PostgreSQL did not start; its log is ${log}`, { cause: last })
}

async function connectOnce(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  await client.end()
}
