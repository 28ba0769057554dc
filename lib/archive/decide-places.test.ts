import { describe, expect, it } from 'vitest'
import type { NewInstance } from '@/lib/db/archive/new-instance'
import type { KnownPlaces } from '@/lib/db/archive/sql/known-places'
import { parsePart10 } from '@/lib/dicom/parse-part10'
import { readInstanceHeader } from '@/lib/dicom/instance-header'
import { decidePlaces } from './decide-places'
import { testObject } from './test-object'

function instance(attributes: Record<string, string> = {}): NewInstance {
  const header = readInstanceHeader(parsePart10(testObject(attributes).bytes))
  return {
    header,
    nameKey: '',
    referringPhysicianKey: '',
    synthetic: false,
    blobName: '',
    byteLength: 0,
    sha256: new Uint8Array(0),
    metadata: new Uint8Array(0),
    origin: 'test',
    receivedAt: new Date(0),
  }
}

function known(changes: Partial<KnownPlaces> = {}): KnownPlaces {
  return { studies: new Map(), series: new Map(), patients: [], takenKeys: new Set(), ...changes }
}

function decide(instances: NewInstance[], places = known()) {
  let last = 0
  const { make, placed } = decidePlaces(instances, places, () => `new-${(last += 1)}`)
  const made = [make.patients.length, make.studies.length, make.series.length]
  return { make, made, placed: placed.map((one) => instances.indexOf(one)) }
}

const gerda = {
  id: 'p-1',
  PatientID: 'T-1',
  IssuerOfPatientID: '',
  PatientName: 'Geheim^Gerda',
  PatientBirthDate: '19500101',
  PatientSex: 'F',
}
const study = { StudyInstanceUID: '1.2.3' }
const series = { ...study, SeriesInstanceUID: '1.2.3.4' }

describe('the places of a group of images', () => {
  it('are one patient, study and series for the first images of a new study', () => {
    expect(decide([instance(series), instance(series)])).toMatchObject({ made: [1, 1, 1], placed: [0, 1] })
  })

  it('are one patient with two studies where both say the same of the patient', () => {
    const { made, make } = decide([instance(), instance()])
    expect(made).toEqual([1, 2, 2])
    expect(make.studies.map(({ patientId }) => patientId)).toEqual(
      make.patients.flatMap(({ id }) => [id, id]),
    )
  })

  it('are those of the patient who is known, and who says exactly the same', () => {
    const { make, made } = decide([instance()], known({ patients: [gerda] }))
    expect(made).toEqual([0, 1, 1])
    expect(make.studies[0]?.patientId).toBe('p-1')
  })

  it('are a new series of the study that is there', () => {
    const there = known({
      studies: new Map([['1.2.3', { id: 's-1', StudyInstanceUID: '1.2.3', patient: gerda }]]),
    })
    const { make, made } = decide([instance(series)], there)
    expect(made).toEqual([0, 0, 1])
    expect(make.series[0]?.studyId).toBe('s-1')
  })

  it.each([
    ['another patient in a study of this group', [series, { ...series, PatientID: 'T-2' }], known(), [0]],
    [
      'a patient of whom a record says something else',
      [{ PatientName: 'A^B' }],
      known({ patients: [gerda] }),
      [],
    ],
    ['a patient of whom less is known', [{}], known({ patients: [{ ...gerda, PatientSex: '' }] }), []],
    ['a patient with two records', [{}], known({ patients: [gerda, { ...gerda, id: 'p-2' }] }), []],
    ['no Patient ID', [{ PatientID: '' }], known(), []],
    ['a patient whom somebody else is making', [{}], known({ takenKeys: new Set(['patient:T-1\\']) }), []],
    ['a study that somebody else is changing', [study], known({ studies: new Map([['1.2.3', null]]) }), []],
    [
      'a series of another study',
      [series],
      known({ series: new Map([['1.2.3.4', { SeriesInstanceUID: '1.2.3.4', studyId: 's-9' }]]) }),
      [],
    ],
    [
      'one series in two studies of this group',
      [series, { ...series, StudyInstanceUID: '1.2.9' }],
      known(),
      [0],
    ],
  ])('are not decided here for %s', (_what, attributes, places, placed) => {
    const decided = decide(
      attributes.map((one) => instance(one)),
      places,
    )
    expect(decided.placed).toEqual(placed)
    // Nothing is made for what is not placed.
    expect(decided.made).toEqual(placed.length > 0 ? [1, 1, 1] : [0, 0, 0])
  })
})
