import { actorName, type Actor } from '@/lib/access/actor'
import { importsOf } from '@/lib/db/import/import-batches'
import type { ImportLine } from './import-answers'

/** The last media that this person brought. */
export async function listImports(actor: Actor): Promise<ImportLine[]> {
  const rows = await importsOf(actorName(actor))
  return rows.map(({ id, state, files, bytes, createdAt, updatedAt, ...counts }) => ({
    id,
    state,
    files,
    bytes: Number(bytes),
    counts,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }))
}
