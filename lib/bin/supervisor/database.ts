import { Client } from 'pg'
import path from 'node:path'
import type { Config } from '@/lib/config'
import { startEmbedded } from '@/lib/db/embedded/start-embedded'
import { migrate } from '@/lib/db/migrate'
import { CannotStart } from './cannot-start'
import { keepDatabase } from './keep-database'
import { embeddedDatabase } from './settings'

export interface Database {
  url: string
  stop(): Promise<void>
}

interface OpenOptions {
  /** Start the embedded one again when it ends by itself: for the one process that others count on. */
  watch: boolean
}

/**
 * The database of DATABASE_URL, or else the embedded one, migrated.
 * @throws CannotStart when it cannot be reached, is too old, or cannot be migrated
 */
export async function openDatabase(
  config: Config,
  say: (line: string) => void,
  { watch }: OpenOptions = { watch: true },
): Promise<Database> {
  const database = await reach(config, say, watch)
  try {
    const applied = await migrate(database.url)
    if (applied.length > 0) say(`Database tables brought up to date (${applied.join(', ')}).`)
    return database
  } catch (error) {
    await database.stop()
    throw new CannotStart(`The database tables could not be brought up to date: ${messageOf(error)}`)
  }
}

async function reach(config: Config, say: (line: string) => void, watch: boolean): Promise<Database> {
  if (config.databaseUrl === embeddedDatabase) {
    try {
      const dir = path.join(config.dataDir, 'postgres')
      const started = await startEmbedded({ dir })
      if (!watch) return { url: started.url, stop: () => started.stop() }
      // The processes know its address: it comes back at the same port or not at all.
      const restart = () => startEmbedded({ dir, port: started.port })
      return { url: started.url, stop: keepDatabase(started, { restart, say }) }
    } catch (error) {
      throw new CannotStart(messageOf(error))
    }
  }
  await checkVersion(config.databaseUrl)
  return { url: config.databaseUrl, stop: async () => undefined }
}

async function checkVersion(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num')
    const version = Number(rows[0]?.server_version_num ?? 0)
    if (version < 150_000)
      throw new Error(`it is version ${Math.floor(version / 10_000)}, and 15 or later is needed`)
  } catch (error) {
    throw new CannotStart(`The database named by DATABASE_URL cannot be used: ${messageOf(error)}.`)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error)
}
