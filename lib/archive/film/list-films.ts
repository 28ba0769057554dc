import { db } from '@/lib/db/client'
import { draftFilms } from '@/lib/db/film/films'
import { userNames } from '@/lib/db/reading/user-names'
import type { FilmLine, FilmSource } from './film-answers'

/** Films that wait to be finished, whoever began them: the next shift goes on. */
export async function listFilms(): Promise<FilmLine[]> {
  const rows = await draftFilms()
  const names = await userNames(
    db(),
    rows.map(({ ownerId }) => ownerId),
  )
  return rows.map((row) => ({
    id: row.id,
    ownerName: names.get(row.ownerId) ?? '',
    mediaType: row.mediaType,
    pages: (row.source as unknown as FilmSource).pages,
    updatedAt: row.updatedAt.toISOString(),
  }))
}
