import { chooseIdentity } from './choose-identity'
import type { FilingIdentity } from './film-answers'
import type { FilmIdentity } from './film-object'
import { draftRecord } from './film-record'
import type { FilmTarget } from './film-steps'

/** What would be written into the object if the film were filed there: a person compares it with the film. */
export async function filingIdentity({
  filmId,
  target,
}: {
  filmId: string
  target: FilmTarget
}): Promise<FilingIdentity> {
  const { steps } = await draftRecord(filmId)
  const { identity, StudyInstanceUID } = await chooseIdentity(target, steps)
  const { PatientName, PatientID, PatientBirthDate, StudyDate } = identity
  return {
    PatientName,
    PatientID,
    PatientBirthDate,
    StudyDate,
    place: placeWords(StudyInstanceUID, identity),
  }
}

function placeWords(
  StudyInstanceUID: string | null,
  { StudyDescription, AccessionNumber, RequestedProcedureID }: FilmIdentity,
): string {
  if (StudyInstanceUID === null) return 'The film becomes a study of its own.'
  const which = [StudyDescription, AccessionNumber].filter((part) => part !== '').join(', ')
  if (RequestedProcedureID) return `The film answers the order${which ? `: ${which}` : ' chosen'}.`
  return `The film becomes a further series of the study${which ? `: ${which}` : ' chosen'}.`
}
