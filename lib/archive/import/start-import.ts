import { actorName, type Actor } from '@/lib/access/actor'
import { audit } from '@/lib/access/audit'
import { transaction } from '@/lib/db/client'
import { openImport } from '@/lib/db/import/import-batches'
import type { StartedImport } from './import-answers'

/** Opens the batch of a medium, or opens it again when the same files were begun before. */
export function startImport(
  actor: Actor,
  input: { fingerprint: string; files: number; bytes: number },
): Promise<StartedImport> {
  return transaction(async (tx) => {
    const { id, before } = await openImport(tx, { ...input, owner: actorName(actor) })
    const resumed = before !== null && before.state !== 'done'
    await audit(
      {
        actor,
        action: 'image:store',
        outcome: 'success',
        detail: { importId: id, step: resumed ? 'import-resumed' : 'import-started', files: input.files },
      },
      tx,
    )
    return { id, resumed }
  })
}
