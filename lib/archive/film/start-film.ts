import { audit } from '@/lib/access/audit'
import type { Actor } from '@/lib/access/actor'
import { newId } from '@/lib/db/archive/new-id'
import { transaction } from '@/lib/db/client'
import { insertFilm } from '@/lib/db/film/films'
import { AppError } from '@/lib/errors'
import type { StagedBlob } from '@/lib/storage/staged-blob'
import { storage } from '@/lib/storage/storage'
import { maxFileBytes } from './decode/limits'
import type { FilmDetail } from './film-answers'
import { filmDetail, filmRecord, sealSteps } from './film-record'
import { wholePage } from './film-shapes'
import { firstSteps } from './film-steps'
import { runFilmTask } from './run-film-task'

/**
 * Takes a photograph or scan in as a draft: what it is and how large is told by its bytes before anything is decoded;
 * the file itself is kept, encrypted, as it came. The film's edges are set where they stand out, for a person to check. The staged blob is ours from here on.
 * @throws AppError unsupported-media | unprocessable | too-large, in words for the person at the film
 */
export async function startFilm({
  actor,
  staged,
}: {
  actor: Actor
  staged: StagedBlob
}): Promise<FilmDetail> {
  try {
    if (actor.kind !== 'user') throw new AppError('forbidden', 'Films are taken in by people.')
    if (staged.byteLength === 0) throw new AppError('unprocessable', 'The file is empty.')
    if (staged.byteLength > maxFileBytes) throw fileTooLarge()
    const bytes = Uint8Array.from(await staged.readRange(0, staged.byteLength))
    const source = await runFilmTask({ task: 'inspect', bytes: Uint8Array.from(bytes) })
    const view = await runFilmTask({ task: 'page', bytes, source, page: 1, colour: false })
    const steps = { ...firstSteps(), corners: view.corners ?? wholePage }
    const id = newId()
    const film = {
      ...{ id, ownerId: actor.userId, mediaType: source.mediaType, source },
      originalBlobName: staged.blobName,
      originalLength: staged.byteLength,
      originalSha256: Uint8Array.from(staged.sha256),
      steps: await sealSteps(steps),
    }
    await staged.commit()
    try {
      await transaction(async (tx) => {
        await insertFilm(tx, film)
        const detail = { film: id, mediaType: source.mediaType, pages: source.pages }
        await audit({ actor, action: 'film:digitise', outcome: 'success', detail }, tx)
      })
    } catch (error) {
      await (await storage()).remove(staged.blobName)
      throw error
    }
    return await filmDetail(await filmRecord(id))
  } finally {
    await staged.discard()
  }
}

export function fileTooLarge(): AppError {
  return new AppError('too-large', `A file may have ${maxFileBytes / 1024 ** 2} MB at most.`)
}
