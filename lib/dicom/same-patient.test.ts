import { describe, expect, it } from 'vitest'
import { isSamePatient } from './same-patient'

const erika = {
  PatientID: '4711',
  IssuerOfPatientID: '',
  PatientName: 'Mustermann^Erika',
  PatientBirthDate: '19640812',
}

describe('one Patient ID', () => {
  it.each([
    ['the same person', {}],
    ['other case and accents', { PatientName: 'MUSTERMANN^ÉRIKA^^' }],
    ['a name changed by marriage, born the same day', { PatientName: 'Gabler^Erika' }],
    ['no name', { PatientName: '' }],
    ['no birth date', { PatientBirthDate: '' }],
  ])('may be one person: %s', (_what, change) => {
    expect(isSamePatient(erika, { ...erika, ...change })).toBe(true)
  })

  it.each([
    ['another birth date', { PatientBirthDate: '19640813' }],
    ['another name, birth date unknown', { PatientName: 'Gabler^Erika', PatientBirthDate: '' }],
    ['another issuer', { IssuerOfPatientID: 'ELSEWHERE' }],
    ['another ID', { PatientID: '4712' }],
  ])('is not one person: %s', (_what, change) => {
    expect(isSamePatient(erika, { ...erika, ...change })).toBe(false)
  })
})
