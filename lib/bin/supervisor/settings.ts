import { existsSync } from 'node:fs'
import { readConfig, type Config } from '@/lib/config'
import { CannotStart } from './cannot-start'

/** Not yet known when the settings are first checked: the embedded database has no address before it runs. */
export const embeddedDatabase = 'embedded'

/**
 * Settings from the environment, and from `.env` where the environment does not say.
 * @throws CannotStart naming the setting that is not usable
 */
export function readSettings({ envFile }: { envFile: boolean }): Config {
  if (envFile && existsSync('.env')) process.loadEnvFile('.env')
  try {
    return readConfig({ ...process.env, DATABASE_URL: process.env.DATABASE_URL || embeddedDatabase })
  } catch (error) {
    throw new CannotStart(error instanceof Error ? error.message : String(error))
  }
}
