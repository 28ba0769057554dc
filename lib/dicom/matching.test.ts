import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldName } from './fold-name'
import { compileMatch } from './matching'
import { matchesDataSet } from './matches-data-set'
import { isUid, newUid } from './uid'
import { likePattern, matchesWildcard } from './wildcard'

const json = {
  '00080020': { vr: 'DA', Value: ['20240229'] },
  '00080030': { vr: 'TM', Value: ['101530.5'] },
  '00080061': { vr: 'CS', Value: ['CT', 'MR'] },
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Tá^John', Ideographic: '山田^太郎' }] },
  '0040A370': { vr: 'SQ', Value: [{ '00080050': { vr: 'SH', Value: ['A1'] } }] },
}

function matches(path: string[], vr: string, text: string, fuzzy = false): boolean {
  return matchesDataSet(json, [{ path, vr, name: 'X', match: compileMatch({ name: 'X', vr, text, fuzzy }) }])
}

describe('matching (PS3.4 C.2.2.2)', () => {
  it('ranges are inclusive and may be open (B41)', () => {
    const date = (text: string) => matches(['00080020'], 'DA', text)
    for (const text of ['20240229', '20240101-20240229', '20240229-', '-20240229'])
      expect(date(text)).toBe(true)
    for (const text of ['20240301-', '-20240228', '20240228']) expect(date(text)).toBe(false)
    expect(matches(['00080030'], 'TM', '0900-10')).toBe(true)
    expect(matches(['00080030'], 'TM', '1016-')).toBe(false)
  })
  it.each(['-', '20240101-20240102-20240103', 'yesterday', '20241301', '2024-01-01'])(
    'the date %s is refused (B42)',
    (text) => {
      expect(() => compileMatch({ name: 'StudyDate', vr: 'DA', text })).toThrow('StudyDate takes')
    },
  )
  it('names match without case and accents, by any component group (B43)', () => {
    for (const text of ['ta^john', 'Ta*', '山田*', 'TÁ^*', 'Ta?John', '']) {
      expect(matches(['00100010'], 'PN', text), text).toBe(true)
    }
    for (const text of ['john*', 'Ta', 'a*']) expect(matches(['00100010'], 'PN', text), text).toBe(false)
  })
  it('fuzzy matching takes the beginning of any component, never its middle (B44)', () => {
    expect(matches(['00100010'], 'PN', 'joh', true)).toBe(true)
    expect(matches(['00100010'], 'PN', 'ohn', true)).toBe(false)
    expect(matches(['00100010'], 'PN', 'john ta', true)).toBe(true)
  })
  it('one of several values is enough (B51); sequences are entered (B60)', () => {
    expect(matches(['00080061'], 'CS', 'MR')).toBe(true)
    expect(matches(['00080061'], 'CS', 'US\\CT')).toBe(true)
    expect(matches(['0040A370', '00080050'], 'SH', 'A?')).toBe(true)
    expect(matches(['0040A370', '00080050'], 'SH', 'B')).toBe(false)
  })
  it('UID lists are unions, however long (B48, B130)', () => {
    const list = Array.from({ length: 400 }, (_, n) => `1.2.${n}`).join('\\')
    expect(compileMatch({ name: 'U', vr: 'UI', text: list })).toMatchObject({ values: { length: 400 } })
    expect(compileMatch({ name: 'U', vr: 'UI', text: '1.2,1.3' })).toEqual({
      kind: 'equals',
      values: ['1.2', '1.3'],
    })
    expect(() => compileMatch({ name: 'U', vr: 'UI', text: '1.*' })).toThrow('UID')
  })
})

describe('wildcards', () => {
  it('keep % and _ literal (B46)', () => {
    expect(likePattern('50%_\\*?')).toBe('50\\%\\_\\\\%_')
  })
  it('match as the equivalent regular expression does (property)', () => {
    const letters = fc.stringMatching(/^[ab*?]{0,8}$/)
    fc.assert(
      fc.property(fc.stringMatching(/^[ab]{0,10}$/), letters, (text, pattern) => {
        const regex = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`)
        expect(matchesWildcard(text, pattern)).toBe(regex.test(text))
      }),
    )
  })
})

describe('names and UIDs', () => {
  it('fold alike for search', () => {
    expect(foldName('MÜLLER^Änne=山田^太郎')).toBe('muller anne 山田 太郎')
    expect(foldName('Müller^Änne ^^')).toBe('muller anne')
    expect(foldName('がん')).toBe('がん')
  })
  it('new UIDs are UIDs', () => {
    expect(isUid(newUid())).toBe(true)
    expect(isUid('')).toBe(false)
  })
})
