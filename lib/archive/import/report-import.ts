import { actorName, type Actor } from '@/lib/access/actor'
import { audit } from '@/lib/access/audit'
import { transaction } from '@/lib/db/client'
import { saveImport } from '@/lib/db/import/import-batches'
import { AppError } from '@/lib/errors'
import type { ImportProgress } from './import-answers'

/** Keeps how far an import has come. Its end is audited; each stored object is audited by itself. */
export async function reportImport(
  actor: Actor,
  { id, state, counts }: ImportProgress & { id: string },
): Promise<void> {
  await transaction(async (tx) => {
    const found = await saveImport(tx, { id, owner: actorName(actor), state, counts })
    if (found === 0) throw new AppError('not-found', 'This import is not yours, or is not here any more.')
    if (state === 'open') return
    const detail = { importId: id, step: `import-${state}`, ...counts }
    await audit({ actor, action: 'image:store', outcome: 'success', detail }, tx)
  })
}
