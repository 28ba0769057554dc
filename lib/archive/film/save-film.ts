import { transaction } from '@/lib/db/client'
import { saveFilmSteps } from '@/lib/db/film/films'
import { AppError } from '@/lib/errors'
import { draftRecord, sealSteps } from './film-record'
import type { FilmSteps } from './film-steps'
import { planFilm } from './raster/plan-film'

/**
 * Keeps the steps so far, so that a reload or another phone goes on from here.
 * @returns the new revision
 * @throws AppError conflict when somebody else saved in the meantime, invalid when the corners span nothing
 */
export async function saveFilm({
  filmId,
  revision,
  steps,
}: {
  filmId: string
  revision: number
  steps: FilmSteps
}): Promise<number> {
  const { source } = await draftRecord(filmId)
  const page = source.sizes[steps.page - 1]
  if (!page) throw new AppError('invalid', `This file has ${source.pages} pages.`)
  if (!planFilm(steps, page)) {
    throw new AppError('invalid', 'The four corners do not enclose the film. Move them to its edges.')
  }
  const sealed = await sealSteps(steps)
  const next = await transaction((tx) => saveFilmSteps(tx, { id: filmId, revision, steps: sealed }))
  if (next === null) {
    throw new AppError('conflict', 'Somebody else worked on this film in the meantime. Reload the page.')
  }
  return next
}
