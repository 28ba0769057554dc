import { describe, expect, it } from 'vitest'
import { relevantPriors, type PriorCandidate } from './relevant-priors'

const current = {
  StudyInstanceUID: '1.1',
  PatientID: 'P1',
  PatientName: 'Doe^Jane',
  PatientBirthDate: '19700101',
  StudyDate: '20261101',
  StudyDescription: 'CT Thorax',
  ModalitiesInStudy: ['CT'],
  bodyParts: ['CHEST'],
}
const prior = (uid: string, given: Partial<PriorCandidate> = {}): PriorCandidate => ({
  ...current,
  StudyInstanceUID: uid,
  StudyDate: '20250101',
  ...given,
})
const options = { most: 10, years: 5, known: new Set<string>() }
const uids = (candidates: PriorCandidate[], given = {}) =>
  relevantPriors(current, candidates, { ...options, ...given }).map(
    ({ StudyInstanceUID }) => StudyInstanceUID,
  )

describe('relevant priors', () => {
  it('come by modality, region and date', () => {
    const found = uids([
      prior('head', { StudyDescription: 'MR head', ModalitiesInStudy: ['MR'] }),
      prior('old', { StudyDate: '20230101' }),
      prior('film', { StudyDescription: 'Chest PA', ModalitiesInStudy: ['DX'] }),
      prior('new'),
    ])
    expect(found).toEqual(['new', 'old', 'film', 'head'])
  })

  it('are none of another person, none that is here, none that is too old', () => {
    const found = uids(
      [
        prior('1.1'),
        prior('known'),
        prior('other-id', { PatientID: 'P2' }),
        prior('other-birth-date', { PatientBirthDate: '19800101' }),
        prior('ancient', { StudyDate: '20001231' }),
        prior('good'),
      ],
      { known: new Set(['known']) },
    )
    expect(found).toEqual(['good'])
  })

  it('are no more than asked for', () => {
    expect(uids([prior('a'), prior('b'), prior('c')], { most: 2 })).toHaveLength(2)
  })
})
