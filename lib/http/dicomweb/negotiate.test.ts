import { describe, expect, it } from 'vitest'
import { parseAccept } from './accept'
import { byteRange } from './byte-range'
import { frameList } from './frame-list'
import { negotiateDicom, negotiateFrames, negotiateRendered, requireJson } from './negotiate'
import { renderQuery } from './render-query'

const J2K = '1.2.840.10008.1.2.4.90'
const ELE = '1.2.840.10008.1.2.1'
const BE = '1.2.840.10008.1.2.2'

describe('Accept', () => {
  it('is read with quotes, blanks and weights, most wanted first (B74)', () => {
    const forms = ['multipart/related; type="application/dicom"', 'multipart/related;type=application/dicom']
    for (const form of forms) expect(parseAccept(form)[0]?.parameters.type).toBe('application/dicom')
    expect(parseAccept('a/b;q=0.2, c/d, e/f;q=0').map((range) => range.type)).toEqual(['c/d', 'a/b'])
    expect(parseAccept('a/b', 'c/d')[0]?.type).toBe('c/d') // B75
    expect(parseAccept(undefined)[0]?.type).toBe('*/*')
  })
  it('of JSON: a known one among unknown ones is enough (B73)', () => {
    requireJson(parseAccept('toto, application/dicom+json'))
    expect(() => requireJson(parseAccept('toto, tata'))).toThrow('application/dicom+json')
    expect(() => requireJson(parseAccept('multipart/related; type="application/dicom+xml"'))).toThrow()
  })
})

describe('whole objects', () => {
  const stored = [{ TransferSyntaxUID: J2K }]
  const choose = (accept: string, isInstance = true) =>
    negotiateDicom(parseAccept(accept), stored, isInstance)
  it('go out as stored', () => {
    expect(choose('multipart/related; type="application/dicom"; transfer-syntax=*')?.multipart).toBe(true)
    expect(choose('*/*')?.multipart).toBe(true) // B72
    expect(choose('application/dicom')?.multipart).toBe(false) // B71
    expect(choose(`application/dicom; transfer-syntax=${J2K}`)).not.toBeNull()
  })
  it('but not in another syntax, nor a study in one part', () => {
    expect(choose(`application/dicom; transfer-syntax=${ELE}`)).toBeNull()
    expect(choose('application/dicom', false)).toBeNull()
    expect(choose('image/jpeg')).toBeNull()
  })
})

describe('frames', () => {
  const choose = (accept: string, TransferSyntaxUID: string, frames = 1) =>
    negotiateFrames(parseAccept(accept), { TransferSyntaxUID, frames })
  const octets = 'multipart/related; type="application/octet-stream"'
  it('as Cornerstone asks for them go out as stored', () => {
    expect(choose(`${octets}; transfer-syntax=*`, J2K)).toMatchObject({ how: 'stored', transferSyntax: J2K })
    expect(choose(`${octets}; transfer-syntax=*`, '1.2.840.10008.1.2')).toMatchObject({ transferSyntax: ELE })
  })
  it('as octets in no named syntax are decoded, or turned from big endian', () => {
    expect(choose(octets, J2K)).toMatchObject({ how: 'decode', transferSyntax: ELE })
    expect(choose('application/octet-stream', BE)).toMatchObject({ how: 'swap', multipart: false })
    expect(choose(`${octets}; transfer-syntax=${BE}`, BE)).toMatchObject({ how: 'stored' })
  })
  it('come in the media type of their syntax only (B83)', () => {
    expect(choose('image/jp2', J2K)).toMatchObject({ mediaType: 'image/jp2', multipart: false })
    expect(choose('multipart/related; type="image/jp2"', J2K, 3)).toMatchObject({ multipart: true })
    expect(choose('image/jpeg', J2K)).toBeNull()
    expect(choose('image/jp2', J2K, 2)).toBeNull()
    expect(choose('image/dicom-rle', '1.2.840.10008.1.2.5')).not.toBeNull()
    expect(choose(`${octets}; transfer-syntax=1.2.840.10008.1.2.4.70`, J2K)).toBeNull()
  })
  it('are numbered from 1 (B82)', () => {
    expect(frameList('3,1,3')).toEqual([3, 1, 3])
    for (const wrong of ['0', '-1', '1,-1', '0,1', 'abc', '1,,2', ''])
      expect(() => frameList(wrong)).toThrow()
  })
})

describe('rendered', () => {
  it('is JPEG unless PNG is wanted (B92)', () => {
    expect(negotiateRendered(parseAccept(undefined))).toBe('jpeg')
    expect(negotiateRendered(parseAccept('image/png'))).toBe('png')
    expect(() => negotiateRendered(parseAccept('image/svg+xml'))).toThrow()
  })
  it('takes window, viewport and quality, and refuses wrong ones (B93, B95)', () => {
    expect(renderQuery({ window: '40,400,linear', viewport: '64,32', quality: '50' })).toEqual({
      windowCenter: 40,
      windowWidth: 400,
      width: 64,
      height: 32,
      quality: 50,
    })
    for (const quality of ['0', '101', 'abc', '5.5']) expect(() => renderQuery({ quality })).toThrow()
    for (const viewport of ['NaN', '0,0', '100000,100000', 'abc', '10', '1,2,3']) {
      expect(() => renderQuery({ viewport }), viewport).toThrow()
    }
    for (const window of ['NaN,1', '1', '1,0', '1,2,cubic', '1,2,linear,3']) {
      expect(() => renderQuery({ window }), window).toThrow()
    }
    expect(() => renderQuery({ quality: ['1', '2'] })).toThrow()
  })
})

describe('byte ranges (B91)', () => {
  it.each([
    ['bytes=0-3', { from: 0, to: 3 }],
    ['bytes=5-', { from: 5, to: 9 }],
    ['bytes=-2', { from: 8, to: 9 }],
    ['bytes=8-100', { from: 8, to: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=3-1', null],
    ['lines=1-2', null],
    [undefined, null],
  ])('%s', (header, expected) => {
    expect(byteRange(header, 10)).toEqual(expected)
  })
})
