import { audit } from '@/lib/access/audit'
import { actorName, type Actor } from '@/lib/access/actor'
import { storedIdentity } from '@/lib/db/archive/stored-identity'
import { transaction } from '@/lib/db/client'
import { markFilmFiled } from '@/lib/db/film/films'
import { AppError } from '@/lib/errors'
import { storeInstance } from '../store-instance'
import { chooseIdentity } from './choose-identity'
import type { FiledFilm } from './film-answers'
import { filmObject } from './film-object'
import { draftRecord, originalBytes, type FilmRecord } from './film-record'
import { filmUids } from './film-uids'
import { runFilmTask } from './run-film-task'

interface FileFilmInput {
  actor: Actor
  filmId: string
  /** What the person confirmed: a film that changed since is not filed. */
  revision: number
  now?: Date
}

/**
 * Makes DICOM of a film and puts it through the one door. The UIDs belong to the film, so that filing again after an
 * interruption finds the object and makes no second one. The unaltered file stays with the film's record.
 * @throws AppError conflict | unprocessable | not-found
 */
export async function fileFilm({
  actor,
  filmId,
  revision,
  now = new Date(),
}: FileFilmInput): Promise<FiledFilm> {
  const record = await draftRecord(filmId)
  if (record.row.revision !== revision) {
    throw new AppError('conflict', 'Somebody else worked on this film in the meantime. Reload the page.')
  }
  const { SOPInstanceUID } = filmUids(filmId)
  const earlier = await storedIdentity(SOPInstanceUID)
  const studyId = earlier ? earlier.studyId : await storeFilm({ record, actor, now })
  await transaction(async (tx) => {
    await markFilmFiled(tx, { id: filmId, SOPInstanceUID, filedAt: now })
    const detail = { film: filmId, status: earlier ? 'duplicate' : 'stored' }
    await audit({ actor, action: 'image:store', outcome: 'success', studyId, detail }, tx)
  })
  return { studyId, SOPInstanceUID, calibrated: record.steps.calibration !== null }
}

async function storeFilm({
  record,
  actor,
  now,
}: {
  record: FilmRecord
  actor: Actor
  now: Date
}): Promise<string> {
  const { row, source, steps } = record
  if (!steps.target) throw new AppError('unprocessable', 'Choose the patient that the film belongs to.')
  const { identity, StudyInstanceUID } = await chooseIdentity(steps.target, steps)
  const { pixels, ...film } = await runFilmTask({
    task: 'develop',
    bytes: await originalBytes(record),
    ...{ source, steps },
  })
  if (steps.calibration && film.spacing === null) {
    throw new AppError('unprocessable', 'The two marks of the ruler lie in one place. Set them again.')
  }
  const own = filmUids(row.id)
  const bytes = filmObject(
    {
      ...{ film, source, steps, identity, now },
      uids: { ...own, StudyInstanceUID: StudyInstanceUID ?? own.StudyInstanceUID },
      original: {
        byteLength: Number(row.originalLength),
        sha256: Buffer.from(row.originalSha256).toString('hex'),
      },
    },
    pixels,
  )
  const stored = await storeInstance({
    bytes,
    origin: `film:${actorName(actor)}`,
    address: actor.address,
    now,
  })
  return stored.studyId
}
