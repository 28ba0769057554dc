import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { readInstanceHeader } from './instance-header'
import { parsePart10 } from './parse-part10'
import { part10Header } from './part10-header'
import {
  dataSetForTest,
  element,
  imageForTest,
  item,
  part10ForTest,
  type TestDataSet,
} from './part10-for-test'
import { readPart10 } from './read-part10'
import { tagOf } from './dictionary'
import {
  DeflatedExplicitVRLittleEndian,
  ExplicitVRBigEndian,
  ImplicitVRLittleEndian,
} from './transfer-syntax'

const uids = {
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.7',
  SOPInstanceUID: '1.2.3.4.1',
  StudyInstanceUID: '1.2.3.4.2',
  SeriesInstanceUID: '1.2.3.4.3',
}

function withDataSet(dataSet: Buffer, TransferSyntaxUID = '1.2.840.10008.1.2.1'): Buffer {
  return Buffer.concat([part10Header({ ...uids, TransferSyntaxUID }), dataSet])
}

describe('an Explicit VR Little Endian file', () => {
  it('becomes DICOM JSON as PS3.18 F has it', () => {
    const { json } = parsePart10(
      part10ForTest({
        ...uids,
        SpecificCharacterSet: 'ISO_IR 192',
        PatientName: 'Müller^Änne=山田^太郎=やまだ^たろう',
        PatientBirthDate: '',
        ImageType: 'ORIGINAL\\PRIMARY\\\\X',
        Rows: 512,
        SliceThickness: '2.50',
        SeriesNumber: 'seven',
        ReferencedStudySequence: [{ ReferencedSOPInstanceUID: '1.2.3' }, {}],
        '00091001UN': Buffer.from([1, 2, 3, 4]),
        PatientID: '  P 1 ',
      }),
    )
    expect(json).toMatchObject({
      '00080005': { vr: 'CS', Value: ['ISO_IR 192'] },
      '00080008': { vr: 'CS', Value: ['ORIGINAL', 'PRIMARY', null, 'X'] },
      '00081110': { vr: 'SQ', Value: [{ '00081155': { vr: 'UI', Value: ['1.2.3'] } }, {}] },
      '00091001': { vr: 'UN', InlineBinary: 'AQIDBA==' },
      '00100010': {
        vr: 'PN',
        Value: [{ Alphabetic: 'Müller^Änne', Ideographic: '山田^太郎', Phonetic: 'やまだ^たろう' }],
      },
      '00100020': { vr: 'LO', Value: ['P 1'] },
      '00180050': { vr: 'DS', Value: [2.5] },
      '00200011': { vr: 'IS', Value: ['seven'] },
      '00280010': { vr: 'US', Value: [512] },
    })
    expect(json['00100030']).toEqual({ vr: 'DA' })
    expect(Object.keys(json)).toEqual([...Object.keys(json)].sort())
  })

  it('keeps palettes and long binary values out of the JSON', () => {
    const file = part10ForTest({
      RedPaletteColorLookupTableData: Buffer.alloc(8, 7),
      EncapsulatedDocument: Buffer.alloc(5000, 9),
    })
    const { json } = parsePart10(file)
    const palette = json[tagOf('RedPaletteColorLookupTableData')]?.BulkData
    expect(palette?.length).toBe(8)
    expect(file.subarray(palette?.offset, (palette?.offset ?? 0) + 8)).toEqual(Buffer.alloc(8, 7))
    expect(json[tagOf('EncapsulatedDocument')]?.BulkData?.length).toBe(5000)
  })

  it('is readable from its beginning alone', async () => {
    const file = imageForTest({ PixelData: Buffer.alloc(2_000_000) })
    const reads: number[] = []
    const part10 = await readPart10((offset, length) => {
      reads.push(length)
      return Promise.resolve(file.subarray(offset, offset + length))
    }, file.length)
    expect(part10.pixelData).toMatchObject({ length: 2_000_000, encapsulated: false })
    expect(part10.json).toEqual(parsePart10(file).json)
    expect(Math.max(...reads)).toBeLessThan(300_000)
  })

  it('is read on when its header is longer than the first read', async () => {
    const file = part10ForTest({
      '00091001OB': Buffer.alloc(700_000),
      ImageComments: 'after a long value',
      PixelData: Buffer.alloc(3_000_000),
    })
    const { json } = await readPart10((o, l) => Promise.resolve(file.subarray(o, o + l)), file.length)
    expect(json[tagOf('ImageComments')]?.Value).toEqual(['after a long value'])
  })
})

describe('other transfer syntaxes', () => {
  it('Implicit VR: known attributes by the dictionary, private ones UN', () => {
    const implicit = (tag: string, value: Buffer): Buffer => {
      const head = Buffer.alloc(8)
      head.writeUInt16LE(parseInt(tag.slice(0, 4), 16), 0)
      head.writeUInt16LE(parseInt(tag.slice(4), 16), 2)
      head.writeUInt32LE(value.length, 4)
      return Buffer.concat([head, value])
    }
    const { json } = parsePart10(
      withDataSet(
        Buffer.concat([
          implicit('00080060', Buffer.from('CT')),
          implicit('00090010', Buffer.from('ACME')),
          implicit('00091001', Buffer.from('ab')),
          implicit('00280103', Buffer.from([1, 0])),
          implicit('00280106', Buffer.from([0xff, 0xff])),
        ]),
        ImplicitVRLittleEndian,
      ),
    )
    expect(json).toEqual({
      '00080060': { vr: 'CS', Value: ['CT'] },
      '00090010': { vr: 'LO', Value: ['ACME'] },
      '00091001': { vr: 'UN', InlineBinary: 'YWI=' },
      '00280103': { vr: 'US', Value: [1] },
      '00280106': { vr: 'SS', Value: [-1] },
    })
  })

  it('Explicit VR Big Endian: numbers turned, words of binary values too', () => {
    const big = Buffer.from('00280010555300020200' + '600030004f570000' + '0000000401020304', 'hex')
    const { json } = parsePart10(withDataSet(big, ExplicitVRBigEndian))
    expect(json['00280010']?.Value).toEqual([512])
    expect(json['60003000']?.InlineBinary).toBe(Buffer.from([2, 1, 4, 3]).toString('base64'))
  })

  it('Deflated: offsets count in the inflated data set', () => {
    const dataSet = dataSetForTest({ Modality: 'OT', EncapsulatedDocument: Buffer.alloc(5000, 9) })
    const { json, bytes } = parsePart10(withDataSet(deflateRawSync(dataSet), DeflatedExplicitVRLittleEndian))
    const bulk = json[tagOf('EncapsulatedDocument')]?.BulkData
    expect(Buffer.from(bytes.subarray(bulk?.offset, (bulk?.offset ?? 0) + 5000))).toEqual(
      Buffer.alloc(5000, 9),
    )
  })

  it('a data set that is implicit in spite of its header is read all the same', () => {
    const implicit = Buffer.concat([Buffer.from([8, 0, 0x60, 0, 2, 0, 0, 0]), Buffer.from('MR')])
    expect(parsePart10(withDataSet(implicit)).json['00080060']?.Value).toEqual(['MR'])
  })
})

describe('character sets', () => {
  const name = (specificCharacterSet: string, hex: string) =>
    parsePart10(
      part10ForTest({ SpecificCharacterSet: specificCharacterSet, PatientName: Buffer.from(hex, 'hex') }),
    ).json['00100010']?.Value?.[0]

  it('ISO 2022 Japanese (PS3.5 H.3.1)', () => {
    expect(
      name(
        '\\ISO 2022 IR 87',
        '59616d6164615e5461726f753d1b24423b3345441b28425e1b244242404f3a1b28423d1b24422464245e24' +
          '401b28425e1b2442243f246d24261b2842',
      ),
    ).toEqual({ Alphabetic: 'Yamada^Tarou', Ideographic: '山田^太郎', Phonetic: 'やまだ^たろう' })
  })
  it('ISO 2022 Korean (PS3.5 I.2)', () => {
    expect(
      name(
        '\\ISO 2022 IR 149',
        '486f6e675e47696c646f6e673d1b242943fbf35e1b242943d1ced4d73d1b242943c8ab5e1b242943b1e6b5bf',
      ),
    ).toMatchObject({ Alphabetic: 'Hong^Gildong', Phonetic: '홍^길동' })
  })
  it('GB18030 (PS3.5 J.3)', () => {
    expect(name('GB18030', '57616e675e5869616f446f6e673dcdf55ed0a1b6ab')).toEqual({
      Alphabetic: 'Wang^XiaoDong',
      Ideographic: '王^小东',
    })
  })
  it('an escape to a set that was not declared still gives the text', () => {
    expect(name('ISO 2022 IR 13\\ISO 2022 IR 87', 'd4cfc0de3d1b24423b3345441b2842')).toEqual({
      Alphabetic: 'ﾔﾏﾀﾞ',
      Ideographic: '山田',
    })
  })
  it('an unknown set does not throw', () => {
    expect(name('ISO_IR 999', '4de46e')).toEqual({ Alphabetic: 'Män' })
  })
})

describe('hostile and broken files are refused in words', () => {
  const refused = (bytes: Uint8Array): string => {
    try {
      parsePart10(bytes)
    } catch (error) {
      if (error instanceof AppError && error.code === 'unprocessable') return error.message
      throw error
    }
    throw new Error('was accepted')
  }
  const nested = (depth: number): Buffer => {
    let value: Buffer = Buffer.alloc(0)
    for (let i = 0; i < depth; i += 1) value = element('00081110', 'SQ', item(value))
    return value
  }

  it('empty, not DICOM, without transfer syntax', () => {
    expect(refused(new Uint8Array(0))).toMatch(/empty/)
    expect(refused(Buffer.from('%PDF-1.7'))).toMatch(/not a DICOM file/)
    expect(refused(Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')]))).toMatch(/no transfer syntax/)
  })
  it('cut off in the first bytes of an element', () => {
    const whole = withDataSet(
      Buffer.concat([
        element('00100010', 'PN', Buffer.from('Ab^C')),
        element('00100020', 'LO', Buffer.from('12')),
      ]),
    )
    for (const missing of [3, 5, 9])
      expect(refused(whole.subarray(0, whole.length - missing))).toMatch(/cut off/)
    expect(() => parsePart10(Buffer.concat([whole, Buffer.alloc(5)]))).not.toThrow()
  })

  it('cut off in a value, in an item, in the pixel data', () => {
    const file = imageForTest()
    expect(refused(file.subarray(0, file.length - 10))).toMatch(/PixelData .* cut off/)
    expect(refused(file.subarray(0, file.length - 400))).toMatch(/cut off|valid value representation/)
  })
  it('a length beyond the end of file', () => {
    expect(refused(withDataSet(element('00081010', 'UT', Buffer.from('ab'), 0xfffffff0)))).toMatch(/cut off/)
  })
  it('a file header that claims 4 GB', () => {
    const file = part10ForTest()
    file.writeUInt32LE(0xffffffff, 140)
    expect(refused(file)).toMatch(/longer than the file/)
  })
  it('300 nested sequences, and 64 are allowed', () => {
    expect(refused(withDataSet(nested(300)))).toMatch(/nested more than 64/)
    expect(parsePart10(withDataSet(nested(64))).json['00081110']?.vr).toBe('SQ')
  })
  it('more than 100,000 attributes', () => {
    const one = element('00080000', 'UL', Buffer.alloc(4))
    expect(refused(withDataSet(Buffer.alloc(100_002 * one.length, one)))).toMatch(
      /more than 100000 attributes/,
    )
  })
  it('more than 65,536 items', () => {
    const items = Buffer.alloc(65_540 * 8, item(Buffer.alloc(0)))
    expect(refused(withDataSet(element('00081110', 'SQ', items)))).toMatch(/more than 65536 sequence items/)
  })
  it('a deflate bomb, in little time and memory', () => {
    const bomb = deflateRawSync(Buffer.alloc(300 * 1024 * 1024), { level: 1 })
    expect(refused(withDataSet(bomb, DeflatedExplicitVRLittleEndian))).toMatch(/beyond what is safe/)
  })
  it('text that changes its character set at every letter costs little time', () => {
    const value = Buffer.from('a\xe4'.repeat(500_000), 'latin1')
    const texts = Array.from({ length: 8 }, (_, n) => element(`0009100${n}`, 'UT', value))
    const charset = element('00080005', 'CS', Buffer.from('ISO 2022 IR 100\\ISO 2022 IR 101 '))
    const started = performance.now()
    parsePart10(withDataSet(Buffer.concat([charset, ...texts])))
    expect(performance.now() - started).toBeLessThan(10_000)
  })
  it('whatever else: only AppError (property)', () => {
    const file = imageForTest({ ReferencedStudySequence: [{ PatientName: 'a' }] } satisfies TestDataSet, 2)
    const edits = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(edits, fc.nat(file.length), (changes, cut) => {
        const bytes = Buffer.from(file.subarray(0, file.length - (cut % 3 === 0 ? cut : 0)))
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
        try {
          readInstanceHeader(parsePart10(bytes))
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('readInstanceHeader', () => {
  const header = (attributes: TestDataSet) => readInstanceHeader(parsePart10(part10ForTest(attributes)))

  it('gives plain words and numbers', () => {
    expect(header({ ...uids, Rows: 16, SeriesNumber: '3 ', PatientName: 'A^B=山^田' })).toMatchObject({
      ...uids,
      Rows: 16,
      SeriesNumber: 3,
      InstanceNumber: null,
      PatientName: 'A^B=山^田',
      StudyDate: '',
      hasPixelData: false,
    })
  })
  it('forgives a NUL and one blank after a UID, not two blanks (B24)', () => {
    expect(header({ StudyInstanceUID: Buffer.from('1.2.3 ') }).StudyInstanceUID).toBe('1.2.3')
    expect(() => header({ StudyInstanceUID: Buffer.from('1.2.33  ') })).toThrow(
      /StudyInstanceUID .* not a valid UID/,
    )
  })
  it.each(['abc.123', '../../etc', '1.2.<script>', '1..2', '.1', '1.2\\1.3', '1'.repeat(65)])(
    'refuses the UID %s',
    (uid) => {
      expect(() => header({ SeriesInstanceUID: uid })).toThrow(AppError)
    },
  )
  it('names the missing UID and the readable ones', () => {
    try {
      header({ ...uids, StudyInstanceUID: '' })
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({
        message: 'StudyInstanceUID is missing in the file.',
        detail: { SOPInstanceUID: uids.SOPInstanceUID, SOPClassUID: uids.SOPClassUID },
      })
    }
  })
})
