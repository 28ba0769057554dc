import { describe, expect, it } from 'vitest'
import { procedureWords } from './procedure-words'

describe('procedureWords', () => {
  it('does not say twice that a sample is synthetic', () => {
    const row = { StudyDescription: 'Chest PA (synthetic)', bodyParts: ['CHEST'], synthetic: true }
    expect(procedureWords(row)).toBe('Chest PA')
  })

  it('leaves the words of a real study as they came', () => {
    const row = { StudyDescription: 'Graft (synthetic)', bodyParts: ['LEG'], synthetic: false }
    expect(procedureWords(row)).toBe('Graft (synthetic)')
  })

  it('falls back to the body part, then says that there is no description', () => {
    expect(procedureWords({ StudyDescription: '', bodyParts: ['CHEST'], synthetic: false })).toBe('CHEST')
    expect(procedureWords({ StudyDescription: '', bodyParts: [], synthetic: false })).toBe('No description')
  })
})
