import { AppError } from '@/lib/errors'
import type { LabelReading } from './film-answers'
import { draftRecord, originalBytes } from './film-record'
import type { FilmPreview, PageView } from './film-tasks'
import { labelFields } from './label/label-fields'
import { readWords } from './label/read-words'
import { runFilmTask } from './run-film-task'

/** One page as it came, made small, with the film's edges as far as they stand out. */
export async function filmPage({ filmId, page }: { filmId: string; page: number }): Promise<PageView> {
  const record = await draftRecord(filmId)
  const { source, steps } = record
  if (page > source.pages) throw new AppError('not-found', `This file has ${source.pages} pages.`)
  const bytes = await originalBytes(record)
  return runFilmTask({ task: 'page', bytes, source, page, colour: steps.colour })
}

/** The film as it will be by the steps saved so far, made small, with the verdicts on it. */
export async function filmPreview({ filmId }: { filmId: string }): Promise<FilmPreview> {
  const record = await draftRecord(filmId)
  const { source, steps } = record
  return runFilmTask({ task: 'preview', bytes: await originalBytes(record), source, steps })
}

/** What the words on the film suggest. Nothing of it is taken over without a person. */
export async function readFilmLabel({
  filmId,
  now = new Date(),
}: {
  filmId: string
  now?: Date
}): Promise<LabelReading> {
  const record = await draftRecord(filmId)
  const { source, steps } = record
  const bytes = await originalBytes(record)
  const read = await readWords(await runFilmTask({ task: 'label', bytes, source, steps }))
  if ('installed' in read) return { installed: false, lines: [], suggestions: {} }
  return { installed: true, ...labelFields(read.words, now) }
}
