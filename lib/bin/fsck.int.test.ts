import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startEmbedded, type EmbeddedPostgres } from '@/lib/db/embedded/start-embedded'

let dataDir: string
let postgres: EmbeddedPostgres

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'wetread-fsck-'))
  postgres = await startEmbedded({ dir: path.join(dataDir, 'postgres'), durable: false })
}, 60_000)
afterAll(async () => {
  await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
})

it('checks an archive in use, ends, and leaves its database running', async () => {
  const env = { ...process.env, WETREAD_DATA: dataDir, DATABASE_URL: '' }
  const { stdout } = await promisify(execFile)('node', ['--import', 'tsx', 'lib/bin/fsck.ts'], {
    env,
    timeout: 45_000,
  })
  expect(stdout).toContain('all sound')
  expect(postgres.isRunning()).toBe(true)
}, 60_000)
