import { describe, expect, it } from 'vitest'
import { ideographicName, personName, personNameOf } from './person-name'

describe('a person name on screen', () => {
  it('puts the family name first', () => {
    expect(personName({ alphabetic: 'Gray^Ana^María^Dr', ideographic: '' })).toBe('Gray, Ana María')
    expect(personName({ alphabetic: 'Gray', ideographic: '' })).toBe('Gray')
  })

  it('shows the ideographic group beside the alphabetic, and instead of it where it is alone', () => {
    const name = { alphabetic: 'Yamada^Tarou', ideographic: '山田^太郎' }
    expect(personName(name)).toBe('Yamada, Tarou')
    expect(ideographicName(name)).toBe('山田 太郎')
    expect(personName({ alphabetic: '', ideographic: '山田^太郎' })).toBe('山田 太郎')
    expect(ideographicName({ alphabetic: '', ideographic: '山田^太郎' })).toBe('')
  })

  it('says so when there is no name', () => {
    expect(personName({ alphabetic: '', ideographic: '' })).toBe('No name')
    expect(personNameOf('')).toBe('')
  })

  it('reads a PN with all its groups', () => {
    expect(personNameOf('Stone^Rosa=石^薔薇')).toBe('Stone, Rosa')
  })
})
