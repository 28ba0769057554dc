import { db, type Db, type Tx } from '../client'

const line = {
  id: true,
  state: true,
  ownerId: true,
  mediaType: true,
  source: true,
  updatedAt: true,
} as const

const whole = {
  ...line,
  originalBlobName: true,
  originalLength: true,
  originalSha256: true,
  steps: true,
  revision: true,
  SOPInstanceUID: true,
} as const

export type FilmRow = NonNullable<Awaited<ReturnType<typeof findFilm>>>

export interface NewFilm {
  id: string
  ownerId: string
  mediaType: string
  source: object
  originalBlobName: string
  originalLength: number
  originalSha256: Uint8Array<ArrayBuffer>
  steps: Uint8Array<ArrayBuffer>
}

export async function insertFilm(tx: Tx, film: NewFilm): Promise<void> {
  await tx.film.create({ data: { ...film, state: 'draft' }, select: { id: true } })
}

export function findFilm(id: string, tx: Db = db()) {
  return tx.film.findUnique({ where: { id }, select: whole })
}

/** Unfinished films, the one worked on last first. */
export function draftFilms() {
  return db().film.findMany({
    where: { state: 'draft' },
    select: line,
    orderBy: { updatedAt: 'desc' },
    take: 200,
  })
}

/** @returns the new revision; null when the film is another's by now, filed or gone */
export async function saveFilmSteps(
  tx: Tx,
  { id, revision, steps }: { id: string; revision: number; steps: Uint8Array<ArrayBuffer> },
): Promise<number | null> {
  const { count } = await tx.film.updateMany({
    where: { id, revision, state: 'draft' },
    data: { steps, revision: revision + 1 },
  })
  return count === 1 ? revision + 1 : null
}

/** @returns false when it was filed already */
export async function markFilmFiled(
  tx: Tx,
  { id, SOPInstanceUID, filedAt }: { id: string; SOPInstanceUID: string; filedAt: Date },
): Promise<boolean> {
  const { count } = await tx.film.updateMany({
    where: { id, state: 'draft' },
    data: { state: 'filed', SOPInstanceUID, filedAt },
  })
  return count === 1
}

/** @returns false when there is no such draft; a filed film keeps its original */
export async function deleteDraftFilm(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.film.deleteMany({ where: { id, state: 'draft' } })
  return count === 1
}
