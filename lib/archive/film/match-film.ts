import { foldText } from '@/lib/dicom/fold-name'
import { patientsMatching } from '@/lib/db/film/filing-target'
import type { FilmMatches } from './film-answers'

/** Patients by name, number, birth date or accession number, for a person to compare with the film. */
export async function matchFilm({ q }: { q: string }): Promise<FilmMatches> {
  const terms = q
    .replaceAll(/[,^=]/g, ' ')
    .split(/\s+/)
    .filter((term) => term !== '')
    .slice(0, 6)
  if (terms.length === 0) return { patients: [], orders: [] }
  const rows = await patientsMatching(terms.map((plain) => ({ plain, folded: foldText(plain) })))
  const patients = rows.map(({ id, studies, ...patient }) => ({
    patientId: id,
    ...patient,
    studies: studies.map(({ id: studyId, ...study }) => ({ studyId, ...study })),
  }))
  return { patients, orders: [] }
}
