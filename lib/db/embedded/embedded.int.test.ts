import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runningServer } from './running-server'
import { startEmbedded } from './start-embedded'

let folder: string
let cluster: string
beforeEach(async () => {
  // Mode 0700 and ours: as root this is the case in which another user cannot walk in.
  folder = await mkdtemp(path.join(tmpdir(), 'wetread-pg-'))
  cluster = path.join(folder, 'pg', 'cluster')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it(
  'keeps its data and its password, and takes over a server that lost its supervisor',
  { timeout: 120_000 },
  async () => {
    const first = await startEmbedded({ dir: path.join(folder, 'pg') })
    expect((await stat(path.join(folder, 'pg', 'password'))).mode & 0o777).toBe(0o600)
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')

    const adopted = await startEmbedded({ dir: path.join(folder, 'pg') })
    expect(adopted.url).toBe(first.url)
    expect(await query(adopted.url, 'SHOW fsync')).toEqual([{ fsync: 'on' }])

    const killed = runningServer(cluster)
    if (killed) process.kill(killed.pid, 'SIGKILL')
    const third = await startEmbedded({ dir: path.join(folder, 'pg') })
    expect(await query(third.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    await third.stop()
    expect(runningServer(cluster)).toBeNull()
  },
)

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}
