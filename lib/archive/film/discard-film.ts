import { audit } from '@/lib/access/audit'
import type { Actor } from '@/lib/access/actor'
import { transaction } from '@/lib/db/client'
import { deleteDraftFilm } from '@/lib/db/film/films'
import { AppError } from '@/lib/errors'
import { storage } from '@/lib/storage/storage'
import { draftRecord } from './film-record'

/** Forgets an unfinished film and its file. What is in the archive is not touched. */
export async function discardFilm({ actor, filmId }: { actor: Actor; filmId: string }): Promise<void> {
  const { row } = await draftRecord(filmId)
  await transaction(async (tx) => {
    if (!(await deleteDraftFilm(tx, filmId))) {
      throw new AppError('conflict', 'This film was filed in the meantime.')
    }
    const detail = { film: filmId, discarded: true }
    await audit({ actor, action: 'film:digitise', outcome: 'success', detail }, tx)
  })
  // Should this fail, the sweep finds a blob without an owner.
  await (await storage()).remove(row.originalBlobName)
}
