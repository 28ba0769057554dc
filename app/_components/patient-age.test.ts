import { describe, expect, it } from 'vitest'
import { isoDate, patientAge } from './patient-age'

const on = new Date('2026-11-24T08:00:00Z')

describe('age of a patient', () => {
  it.each([
    ['20261110', '13 d'],
    ['20260824', '3 mo'],
    ['20241125', '23 mo'],
    ['20241124', '2 y'],
    ['19500101', '76 y'],
    ['20270101', ''],
    ['', ''],
    ['1950', ''],
  ])('born %s: %s', (birthDate, words) => {
    expect(patientAge(birthDate, on)).toBe(words)
  })

  it('writes a DA as a date, and leaves what is none', () => {
    expect(isoDate('20261124')).toBe('2026-11-24')
    expect(isoDate('')).toBe('')
  })
})
