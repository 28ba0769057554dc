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
  const stored = [{ TransferSyntaxUID: J2K, hasPixelData: true }]
  const HEVC = '1.2.840.10008.1.2.4.107'
  const choose = (accept: string, isInstance = true, of = stored) =>
    negotiateDicom(parseAccept(accept), of, isInstance)
  it('go out as stored where everything or * is accepted', () => {
    const star = { multipart: true, transferSyntax: '*' }
    expect(choose('multipart/related; type="application/dicom"; transfer-syntax=*')).toMatchObject(star)
    expect(choose('*/*')).toMatchObject(star) // B72
    expect(choose(`application/dicom; transfer-syntax=${J2K}`)).toMatchObject({ transferSyntax: J2K })
  })
  it('or in the syntax named, by default in explicit little endian (B66, B67)', () => {
    expect(choose('application/dicom')).toMatchObject({ multipart: false, transferSyntax: ELE }) // B71
    expect(choose('multipart/related; type="application/dicom"')).toMatchObject({ transferSyntax: ELE })
    const jls = '1.2.840.10008.1.2.4.80'
    expect(choose(`application/dicom; transfer-syntax=${jls}`)).toMatchObject({ transferSyntax: jls })
    expect(
      choose(`application/dicom; transfer-syntax=nope, application/dicom; transfer-syntax=${jls};q=0.1`),
    ).toMatchObject({ transferSyntax: jls })
  })
  it('but not in one that we cannot write, nor from one that we cannot read, nor a study in one part', () => {
    for (const wrong of ['1.2.840.10008.1.2.4.100', 'nope', BE]) {
      expect(choose(`application/dicom; transfer-syntax=${wrong}`), wrong).toBeNull() // B68
    }
    const video = [{ TransferSyntaxUID: HEVC, hasPixelData: true }]
    expect(choose('application/dicom', true, video)).toBeNull() // B69
    expect(choose('application/dicom', true, [...stored, ...video])).toBeNull() // B70
    expect(choose('application/dicom; transfer-syntax=*', true, video)).not.toBeNull()
    const report = [{ TransferSyntaxUID: '1.2.840.10008.1.2', hasPixelData: false }]
    expect(choose('application/dicom', true, report)).not.toBeNull() // B98
    expect(choose(`application/dicom; transfer-syntax=${J2K}`, true, report)).toBeNull()
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
    expect(choose(octets, J2K)).toMatchObject({ how: 'convert', transferSyntax: ELE })
    expect(choose('application/octet-stream', BE)).toMatchObject({ how: 'swap', multipart: false })
    expect(choose(`${octets}; transfer-syntax=${BE}`, BE)).toMatchObject({ how: 'stored' })
  })
  it('come in the media type of their syntax, or are converted to that of another (B83)', () => {
    expect(choose('image/jp2', J2K)).toMatchObject({
      how: 'stored',
      mediaType: 'image/jp2',
      multipart: false,
    })
    expect(choose('multipart/related; type="image/jp2"', J2K, 3)).toMatchObject({ multipart: true })
    expect(choose('image/dicom-rle', '1.2.840.10008.1.2.5')).toMatchObject({ how: 'stored' })
    const named = { jpeg: '4.70', jls: '4.80', jphc: '4.201', 'dicom-rle': '5' }
    for (const [type, uid] of Object.entries(named)) {
      expect(choose(`image/${type}`, J2K)).toMatchObject({
        how: 'convert',
        mediaType: `image/${type}`,
        transferSyntax: `1.2.840.10008.1.2.${uid}`,
      })
    }
    expect(choose('image/jp2; transfer-syntax=1.2.840.10008.1.2.4.91', ELE)).toMatchObject({ how: 'convert' })
  })
  it('not where media type and syntax do not fit, nor several in one part (B83)', () => {
    for (const wrong of [
      'image/jp2; transfer-syntax=1.2.840.10008.1.2.4.80',
      'image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.50',
      'image/jls; transfer-syntax=*',
      'video/mp4',
      'image/png',
      `${octets}; transfer-syntax=1.2.840.10008.1.2.4.70`,
    ]) {
      expect(choose(wrong, J2K), wrong).toBeNull()
    }
    expect(choose('image/jp2', J2K, 2)).toBeNull()
    expect(choose('image/jp2', '1.2.840.10008.1.2.4.107')).toBeNull()
  })
  it('are numbered from 1 (B82)', () => {
    expect(frameList('3,1,3')).toEqual([3, 1, 3])
    for (const wrong of ['0', '-1', '1,-1', '0,1', 'abc', '1,,2', ''])
      expect(() => frameList(wrong)).toThrow()
  })
})

describe('rendered', () => {
  it('is JPEG unless PNG is wanted (B92)', () => {
    expect(negotiateRendered(parseAccept(undefined), 1)).toEqual({ format: 'jpeg', multipart: false })
    expect(negotiateRendered(parseAccept('image/png'), 1)).toEqual({ format: 'png', multipart: false })
    expect(() => negotiateRendered(parseAccept('image/svg+xml'), 1)).toThrow()
  })
  it('comes in parts where there are several images', () => {
    expect(negotiateRendered(parseAccept(undefined), 3)).toEqual({ format: 'jpeg', multipart: true })
    expect(negotiateRendered(parseAccept('multipart/related; type="image/png"'), 1)).toEqual({
      format: 'png',
      multipart: true,
    })
    expect(() => negotiateRendered(parseAccept('image/png'), 3)).toThrow('multipart')
  })
  it('takes window, viewport and quality, and refuses wrong ones (B93, B95)', () => {
    expect(renderQuery({ window: '40,400,linear', viewport: '64,32', quality: '50' })).toEqual({
      windowCenter: 40,
      windowWidth: 400,
      windowFunction: 'LINEAR',
      width: 64,
      height: 32,
      quality: 50,
    })
    for (const quality of ['0', '101', 'abc', '5.5']) expect(() => renderQuery({ quality })).toThrow()
    for (const viewport of [
      'NaN',
      '0,0',
      '100000,100000',
      'abc',
      '10',
      '1,2,3',
      '8,8,-1,0,4,4',
      '8,8,0,0,0,4',
      '8,8,a,,,',
      '8,8,0,0,4',
    ]) {
      expect(() => renderQuery({ viewport }), viewport).toThrow()
    }
    for (const window of ['NaN,1', '1', '1,0', '1,2,cubic', '1,2,linear,3']) {
      expect(() => renderQuery({ window }), window).toThrow()
    }
    expect(() => renderQuery({ quality: ['1', '2'] })).toThrow()
    expect(() => renderQuery({ annotation: 'patient,x' })).toThrow()
    expect(() => renderQuery({ iccprofile: 'blue' })).toThrow()
    expect(
      renderQuery({ viewport: '8,8,,2,-4,', annotation: 'patient, technique', iccprofile: 'yes' }),
    ).toEqual({
      width: 8,
      height: 8,
      region: { x: 0, y: 2, width: -4 },
      annotation: ['patient', 'technique'],
    })
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
