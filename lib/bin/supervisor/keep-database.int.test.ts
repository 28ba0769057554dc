import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runningServer } from '@/lib/db/embedded/running-server'
import { startEmbedded } from '@/lib/db/embedded/start-embedded'
import { keepDatabase } from './keep-database'

let folder: string
let stop: (() => Promise<void>) | undefined
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wetread-keep-'))
})
afterEach(async () => {
  await stop?.()
  await rm(folder, { recursive: true, force: true })
})

it(
  'brings PostgreSQL back at the same address when it was killed, and stops the one that runs then',
  { timeout: 120_000 },
  async () => {
    const dir = path.join(folder, 'pg')
    const cluster = path.join(dir, 'cluster')
    const first = await startEmbedded({ dir, durable: false })
    const said: string[] = []
    const restart = () => startEmbedded({ dir, durable: false, port: first.port })
    stop = keepDatabase(first, { restart, say: (line) => said.push(line), everyMs: 50 })

    process.kill(runningServer(cluster)?.pid ?? 0, 'SIGKILL')
    await expect.poll(() => said, { timeout: 90_000 }).toContain('PostgreSQL runs again.')
    expect(await one(first.url)).toEqual([{ one: 1 }])

    await stop()
    expect(runningServer(cluster)).toBeNull()
  },
)

async function one(url: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<{ one: number }>('SELECT 1 AS one')).rows
  } finally {
    await client.end()
  }
}
