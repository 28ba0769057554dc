import { contradicts } from '@/lib/dicom/same-patient'
import { foldName } from '@/lib/dicom/fold-name'

/** A study that another archive tells of. */
export interface PriorCandidate {
  StudyInstanceUID: string
  PatientID: string
  PatientName: string
  PatientBirthDate: string
  StudyDate: string
  StudyDescription: string
  ModalitiesInStudy: readonly string[]
}

/** The study that is to be read. */
export interface CurrentStudy extends Omit<PriorCandidate, 'ModalitiesInStudy'> {
  ModalitiesInStudy: readonly string[]
  bodyParts: readonly string[]
}

/**
 * The priors worth fetching, the most relevant first: same modality, then same part of the body by the words of the
 * description, then the more recent one. A study of somebody who only shares the Patient ID is none.
 */
export function relevantPriors(
  current: CurrentStudy,
  candidates: readonly PriorCandidate[],
  { most, years, known }: { most: number; years: number; known: ReadonlySet<string> },
): PriorCandidate[] {
  const oldest = yearsBefore(current.StudyDate, years)
  return candidates
    .filter(
      (prior) => prior.StudyInstanceUID !== current.StudyInstanceUID && !known.has(prior.StudyInstanceUID),
    )
    .filter((prior) => prior.PatientID === current.PatientID && !contradicts(current, prior))
    .filter(({ StudyDate }) => StudyDate === '' || StudyDate >= oldest)
    .map((prior) => ({ prior, points: points(current, prior) }))
    .sort((a, b) => b.points - a.points || compare(b.prior.StudyDate, a.prior.StudyDate))
    .slice(0, most)
    .map(({ prior }) => prior)
}

function points(current: CurrentStudy, prior: PriorCandidate): number {
  const sameModality = prior.ModalitiesInStudy.some((one) => current.ModalitiesInStudy.includes(one))
  const about = wordsOf([current.StudyDescription, ...current.bodyParts].join(' '))
  const shared = [...wordsOf(prior.StudyDescription)].some((word) => about.has(word))
  return (sameModality ? 2 : 0) + (shared ? 2 : 0)
}

function wordsOf(text: string): Set<string> {
  return new Set(
    foldName(text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 2),
  )
}

/** DA, years earlier; '' when there is no date to count from. */
function yearsBefore(date: string, years: number): string {
  return /^\d{8}$/.test(date)
    ? `${String(Number(date.slice(0, 4)) - years).padStart(4, '0')}${date.slice(4)}`
    : ''
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
