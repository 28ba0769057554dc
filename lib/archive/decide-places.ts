import type { NewInstance } from '@/lib/db/archive/new-instance'
import { lockName, type KnownPlaces, type PatientKey } from '@/lib/db/archive/sql/known-places'
import type { NewPlaces } from '@/lib/db/archive/sql/insert-places'

export interface PlacesDecision {
  /** What has to be made before the instances can be appended. */
  make: NewPlaces
  /** Instances, of those given, that have their place then. The others need the careful way. */
  placed: NewInstance[]
}

export function keyOf({ header: { PatientID, IssuerOfPatientID } }: NewInstance): PatientKey {
  return { PatientID, IssuerOfPatientID }
}

/**
 * Which patients, studies and series have to be made for a group of instances whose place is not known yet. Decides only
 * what is beyond doubt: a study that nobody has, of a patient whose key nobody has or whose one record says exactly the
 * same; a series that nobody has. Whatever contradicts, completes or is locked by somebody else is left to the careful
 * way, one by one.
 */
export function decidePlaces(
  instances: readonly NewInstance[],
  known: KnownPlaces,
  newId: () => string,
): PlacesDecision {
  const make: NewPlaces = { patients: [], studies: [], series: [] }
  const placed: NewInstance[] = []
  const ownerOfSeries = new Map([...known.series].map(([uid, { studyId }]) => [uid, studyId]))

  for (const instance of instances) {
    const { SeriesInstanceUID } = instance.header
    const study = studyOf(instance)
    if (!study) continue
    const owner = ownerOfSeries.get(SeriesInstanceUID)
    if (owner !== undefined && owner !== study.id) continue
    if (study.patient?.isNew) make.patients.push({ id: study.patient.id, instance })
    if (study.patient) make.studies.push({ id: study.id, patientId: study.patient.id, instance })
    if (owner === undefined) make.series.push({ id: newId(), studyId: study.id, instance })
    ownerOfSeries.set(SeriesInstanceUID, study.id)
    placed.push(instance)
  }
  return { make, placed }

  /** `patient`: the study has to be made, for this one. null: not to be decided here. */
  function studyOf(instance: NewInstance): { id: string; patient?: Chosen } | null {
    const { StudyInstanceUID } = instance.header
    const stored = known.studies.get(StudyInstanceUID)
    if (stored !== undefined) return stored && isExactly(stored.patient, instance) ? { id: stored.id } : null
    const made = make.studies.find((study) => study.instance.header.StudyInstanceUID === StudyInstanceUID)
    if (made) return isExactly(made.instance.header, instance) ? { id: made.id } : null
    const patient = patientOf(instance)
    return patient && { id: newId(), patient }
  }

  function patientOf(instance: NewInstance): Chosen | null {
    const key = keyOf(instance)
    const name = lockName(key)
    if (key.PatientID === '' || known.takenKeys.has(name)) return null
    const namesakes = known.patients.filter((patient) => lockName(patient) === name)
    const [only, another] = namesakes
    if (only) return !another && isExactly(only, instance) ? { id: only.id, isNew: false } : null
    const made = make.patients.find((patient) => lockName(keyOf(patient.instance)) === name)
    if (made) return isExactly(made.instance.header, instance) ? { id: made.id, isNew: false } : null
    return { id: newId(), isNew: true }
  }
}

interface Chosen {
  id: string
  isNew: boolean
}

type Demographics = Pick<
  NewInstance['header'],
  'PatientID' | 'IssuerOfPatientID' | 'PatientName' | 'PatientBirthDate' | 'PatientSex'
>

/** Nothing contradicts and nothing is to be filled in. */
function isExactly(patient: Demographics, { header }: NewInstance): boolean {
  return (
    patient.PatientID === header.PatientID &&
    patient.IssuerOfPatientID === header.IssuerOfPatientID &&
    patient.PatientName === header.PatientName &&
    patient.PatientBirthDate === header.PatientBirthDate &&
    (patient.PatientSex === header.PatientSex || header.PatientSex === '')
  )
}
