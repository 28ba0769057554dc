import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { migrationNames, migrationsDir } from './read-migrations'

/**
 * The schema as the migrations leave it: each migration that changes it keeps a copy beside its SQL.
 * @returns null when no migration has one yet
 */
export async function lastMigratedSchema(): Promise<string | null> {
  for (const folder of (await migrationNames()).reverse()) {
    const schema = await readFile(path.join(migrationsDir, folder, 'schema.prisma'), 'utf8').catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      },
    )
    if (schema !== null) return schema
  }
  return null
}
