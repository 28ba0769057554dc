import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { closeDb } from './client'

import { templateName } from './template-name'

/**
 * Gives the test file a database of its own, migrated and empty, and a data folder of its own: call it at the top of
 * an `x.int.test.ts`. DATABASE_URL, WETREAD_DATA and WETREAD_MASTER_KEY are set before the first test runs; both are
 * removed after the last one.
 */
export function useTestDatabase(): void {
  const name = `test_${randomBytes(6).toString('hex')}`
  let dataDir = ''

  beforeAll(async () => {
    await administer(`CREATE DATABASE ${name} TEMPLATE ${templateName}`)
    dataDir = await mkdtemp(path.join(tmpdir(), 'wetread-test-'))
    process.env.DATABASE_URL = databaseUrl(name)
    process.env.WETREAD_DATA = dataDir
    process.env.WETREAD_MASTER_KEY ??= randomBytes(32).toString('base64')
  }, 60_000)

  afterAll(async () => {
    await closeDb()
    // A test may have left a listener behind; the database goes with the whole server at the end of the run.
    await administer(`DROP DATABASE IF EXISTS ${name}`).catch(() => undefined)
    await rm(dataDir, { recursive: true, force: true })
  }, 60_000)
}

function databaseUrl(name: string): string {
  const url = new URL(inject('testServerUrl'))
  url.pathname = `/${name}`
  return url.href
}

async function administer(sql: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl('postgres') })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
