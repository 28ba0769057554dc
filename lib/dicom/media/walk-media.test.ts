import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { isoOf, readAll, sourceOf, zipOf } from './media-for-test'
import { mediaLimits } from './media-limits'
import { isSkipped } from './media-file'
import { walkMedia } from './walk-media'

const bytes = (text: string) => Buffer.from(text)
const long = Buffer.alloc(5000, 'abc')

describe('a ZIP', () => {
  it('gives its files, packed and not', async () => {
    const zip = zipOf([
      { name: 'a/b.dcm', bytes: long },
      { name: 'c', bytes: bytes('plain'), stored: true },
    ])
    expect(await readAll(sourceOf(zip, 'cd.zip'))).toEqual({
      'cd.zip › a/b.dcm': long,
      'cd.zip › c': bytes('plain'),
    })
  })

  it('gives the beginning of a file without the rest', async () => {
    const zip = zipOf([{ name: 'a', bytes: Buffer.alloc(3_000_000, 'x') }])
    for await (const entry of walkMedia(sourceOf(zip))) {
      if (isSkipped(entry)) throw new Error(entry.skipped)
      expect(Buffer.from(await entry.head(4))).toEqual(bytes('xxxx'))
      expect(await entry.head(9_000_000)).toHaveLength(3_000_000)
    }
  })

  it('S37: takes names as text, whatever they look like', async () => {
    const names = ['../../etc/passwd', '/absolute', 'C:\\windows\\x', '<img src=x onerror=alert(1)>']
    const all = await readAll(sourceOf(zipOf(names.map((name) => ({ name, bytes: long }))), 'z'))
    expect(Object.values(all)).toEqual(names.map(() => long))
  })

  it('S38: does not follow links, open what is locked, or unpack a bomb', async () => {
    const big = mediaLimits.ratioFreeBytes + 1
    const zip = zipOf([
      { name: 'link', bytes: bytes('/etc/passwd'), mode: 0o120777 },
      { name: 'locked', bytes: bytes('?'), encrypted: true },
      { name: 'bomb', bytes: Buffer.alloc(big) },
      { name: 'huge', bytes: bytes('?'), claims: 0xfffffff0 },
    ])
    expect(await readAll(sourceOf(zip, 'z'))).toEqual({
      'z › link': 'A link, not a file.',
      'z › locked': expect.stringContaining('password'),
      'z › bomb': expect.stringContaining('beyond measure'),
      'z › huge': expect.stringContaining('beyond measure'),
    })
  })

  it('S38: ends a file that unpacks to more than the ZIP says', async () => {
    const all = await readAll(sourceOf(zipOf([{ name: 'a', bytes: Buffer.alloc(100_000), claims: 10 }]), 'z'))
    expect(all).toEqual({ 'z › a': 'unreadable' })
  })

  it('S38: stops at the limit of entries', async () => {
    const one = { bytes: Buffer.alloc(0), stored: true }
    const entries = Array.from({ length: 1000 }, (_, n) => ({ ...one, name: String(n) }))
    let found = 0
    for await (const entry of walkMedia(sourceOf(zipOf(entries)), { ...mediaLimits, entries: 50 })) {
      found += 1
      if (found === 51)
        expect(entry).toMatchObject({ skipped: expect.stringContaining('too many') as string })
    }
    expect(found).toBe(51)
  })

  it('does not open a ZIP inside: that is a file', async () => {
    const inner = zipOf([{ name: 'deep', bytes: long }])
    expect(await readAll(sourceOf(zipOf([{ name: 'in.zip', bytes: inner }]), 'z'))).toEqual({
      'z › in.zip': inner,
    })
  })

  it('says that it is damaged', async () => {
    const cut = zipOf([{ name: 'a', bytes: long }]).subarray(0, 40)
    expect(await readAll(sourceOf(cut, 'z'))).toEqual({ z: expect.stringContaining('damaged') })
  })
})

describe('an image of a CD', () => {
  const files = { 'README.TXT': bytes('hello'), 'DICOM/IM1': long, 'DICOM/IM2': bytes('') }

  it('gives its files in their folders', async () => {
    expect(await readAll(sourceOf(isoOf({ files }), 'cd.iso'))).toEqual({
      'cd.iso › README.TXT': bytes('hello'),
      'cd.iso › DICOM/IM1': long,
      'cd.iso › DICOM/IM2': bytes(''),
    })
  })

  it('is read by the Joliet tree where there is one', async () => {
    const all = await readAll(sourceOf(isoOf({ files: { 'Überlanger Name.dcm': long }, joliet: true }), 'cd'))
    expect(all).toEqual({ 'cd › Überlanger Name.dcm': long })
  })

  it('puts a file in several extents together', async () => {
    expect(await readAll(sourceOf(isoOf({ files: { BIG: long }, split: 'BIG' }), 'cd'))).toEqual({
      'cd › BIG': long,
    })
  })

  it('S38: goes round in no circle', async () => {
    expect(await readAll(sourceOf(isoOf({ files: { A: long }, loop: 'LOOP' }), 'cd'))).toEqual({
      'cd › A': long,
    })
  })

  it('that ends too early says which files are missing', async () => {
    const cut = isoOf({ files })
    cut.writeUInt32LE(0xffffff00, cut.indexOf('README.TXT') - 33 + 2)
    expect(await readAll(sourceOf(cut, 'cd'))).toMatchObject({
      'cd › README.TXT': expect.stringContaining('image ends') as string,
      'cd › DICOM/IM1': long,
    })
  })

  it('of UDF alone is said to be that', async () => {
    const udf = Buffer.alloc(40 * 2048)
    udf.write('\0BEA01', 16 * 2048, 'latin1')
    expect(await readAll(sourceOf(udf, 'dvd'))).toEqual({ dvd: expect.stringContaining('UDF') })
  })

  it('S38: with any bytes changed ends, and throws nothing', async () => {
    const image = isoOf({ files, joliet: true })
    const change = fc.record({
      at: fc.integer({ min: 16 * 2048, max: image.length - 1 }),
      value: fc.integer({ min: 0, max: 255 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 20 }), async (changes) => {
        const spoilt = Buffer.from(image)
        for (const { at, value } of changes) spoilt[at] = value
        for await (const entry of walkMedia(sourceOf(spoilt))) if (!isSkipped(entry)) await entry.head(100)
      }),
      { numRuns: 200 },
    )
  })
})
