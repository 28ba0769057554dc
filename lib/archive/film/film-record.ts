import { db } from '@/lib/db/client'
import { findFilm, type FilmRow } from '@/lib/db/film/films'
import { userName } from '@/lib/db/reading/user-names'
import { AppError } from '@/lib/errors'
import { storage } from '@/lib/storage/storage'
import type { FilmDetail, FilmSource } from './film-answers'
import { filmSteps, type FilmSteps } from './film-steps'

export interface FilmRecord {
  row: FilmRow
  source: FilmSource
  steps: FilmSteps
}

/** @throws AppError not-found */
export async function filmRecord(filmId: string): Promise<FilmRecord> {
  const row = await findFilm(filmId)
  if (!row) throw new AppError('not-found', 'This film is not here any more: it was discarded.')
  return { row, source: row.source as unknown as FilmSource, steps: await openSteps(row.steps) }
}

/** @throws AppError not-found, or conflict when the film is in the archive already */
export async function draftRecord(filmId: string): Promise<FilmRecord> {
  const record = await filmRecord(filmId)
  if (record.row.state !== 'draft') {
    throw new AppError('conflict', 'This film is in the archive already. Look for it on the page Arrivals.')
  }
  return record
}

/** The file as it was handed in, in memory of its own. */
export async function originalBytes({ row }: FilmRecord): Promise<Uint8Array<ArrayBuffer>> {
  const store = await storage()
  return Uint8Array.from(await store.readAll(row.originalBlobName))
}

export async function sealSteps(steps: FilmSteps): Promise<Uint8Array<ArrayBuffer>> {
  const store = await storage()
  return store.seal(Buffer.from(JSON.stringify(steps)))
}

async function openSteps(sealed: Uint8Array): Promise<FilmSteps> {
  const store = await storage()
  return filmSteps.parse(JSON.parse(Buffer.from(store.unseal(sealed)).toString('utf8')))
}

export async function filmDetail({ row, source, steps }: FilmRecord): Promise<FilmDetail> {
  return {
    id: row.id,
    ownerName: await userName(db(), row.ownerId),
    ...{ mediaType: row.mediaType, pages: source.pages, updatedAt: row.updatedAt.toISOString() },
    state: row.state === 'filed' ? 'filed' : 'draft',
    ...{ source, steps, revision: row.revision },
  }
}
