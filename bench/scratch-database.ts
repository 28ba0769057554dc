import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { closeDb } from '@/lib/db/client'
import { startEmbedded } from '@/lib/db/embedded/start-embedded'
import { migrate } from '@/lib/db/migrate'

/** A migrated, durable PostgreSQL of this measurement's own in a new folder; `end` removes both. */
export async function scratchDatabase(): Promise<{ folder: string; end: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'wetread-bench-'))
  const postgres = await startEmbedded({ dir: path.join(folder, 'postgres') })
  process.env.DATABASE_URL = postgres.url
  await migrate(postgres.url)
  return {
    folder,
    end: async () => {
      await closeDb()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
