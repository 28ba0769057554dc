import { migrateQueue } from '@/lib/queue/migrate-queue'
import { readMigrations } from './read-migrations'
import { withSchemaEngine } from './schema-engine'

/**
 * Brings a database to the schema of this checkout: our tables, then those of the queue. Safe to repeat.
 * @returns the names of the migrations that were applied now
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const migrationsList = await readMigrations()
  const { appliedMigrationNames } = await withSchemaEngine(databaseUrl, (engine) =>
    engine.applyMigrations({ migrationsList, filters: { externalTables: [], externalEnums: [] } }),
  )
  await migrateQueue(databaseUrl)
  return appliedMigrationNames
}
