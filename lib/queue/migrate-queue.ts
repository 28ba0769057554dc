import { runMigrations } from 'graphile-worker'

/** Creates or updates the tables of the queue; safe to repeat, called where the database is migrated. */
export async function migrateQueue(databaseUrl: string): Promise<void> {
  await runMigrations({ connectionString: databaseUrl })
}
