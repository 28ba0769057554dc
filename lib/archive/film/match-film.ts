import { foldText } from '@/lib/dicom/fold-name'
import { ordersMatching, patientsMatching } from '@/lib/db/film/filing-target'
import type { FilmMatches } from './film-answers'

/** Patients and open orders by name, number, birth date or accession number, for a person to compare with the film. */
export async function matchFilm({ q }: { q: string }): Promise<FilmMatches> {
  const terms = q
    .replaceAll(/[,^=]/g, ' ')
    .split(/\s+/)
    .filter((term) => term !== '')
    .slice(0, 6)
  if (terms.length === 0) return { patients: [], orders: [] }
  const folded = terms.map((plain) => ({ plain, folded: foldText(plain) }))
  const [rows, orders] = await Promise.all([patientsMatching(folded), ordersMatching(folded)])
  const patients = rows.map(({ id, studies, ...patient }) => ({
    patientId: id,
    ...patient,
    studies: studies.map(({ id: studyId, ...study }) => ({ studyId, ...study })),
  }))
  return { patients, orders: orders.map(({ id: orderId, ...order }) => ({ orderId, ...order })) }
}
