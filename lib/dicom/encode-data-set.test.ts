import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeDataSet, decodeIdentifier } from './decode-data-set'
import type { DicomJson } from './dicom-json'
import { tagOf } from './dictionary'
import { encodeDataSet } from './encode-data-set'
import { ExplicitVRLittleEndian, ImplicitVRLittleEndian } from './transfer-syntax'

const name = { Alphabetic: 'Yamada^Tarou', Ideographic: '山田^太郎', Phonetic: 'やまだ^たろう' }
const dataSet: DicomJson = {
  [tagOf('SpecificCharacterSet')]: { vr: 'CS', Value: ['ISO_IR 192'] },
  [tagOf('StudyDate')]: { vr: 'DA', Value: ['20261124'] },
  [tagOf('ModalitiesInStudy')]: { vr: 'CS', Value: ['CT', 'SR'] },
  [tagOf('PatientName')]: { vr: 'PN', Value: [name] },
  [tagOf('PatientWeight')]: { vr: 'DS', Value: [71.5] },
  [tagOf('InstanceNumber')]: { vr: 'IS', Value: [7] },
  [tagOf('StudyInstanceUID')]: { vr: 'UI', Value: ['1.2.3'] },
  [tagOf('Rows')]: { vr: 'US', Value: [512] },
  [tagOf('PatientSize')]: { vr: 'DS' },
  [tagOf('FrameIncrementPointer')]: { vr: 'AT', Value: ['00181063'] },
  [tagOf('ReferencedSOPSequence')]: {
    vr: 'SQ',
    Value: [
      { [tagOf('ReferencedSOPInstanceUID')]: { vr: 'UI', Value: ['1.2.3.4'] } },
      { [tagOf('FailureReason')]: { vr: 'US', Value: [0x0112] } },
    ],
  },
  '00091001': { vr: 'UN', InlineBinary: 'AQI=' },
}

describe('data sets of messages', () => {
  it('come back as they went, explicit VR', () => {
    expect(decodeDataSet(encodeDataSet(dataSet, ExplicitVRLittleEndian), ExplicitVRLittleEndian)).toEqual(
      dataSet,
    )
  })

  it('come back as they went, implicit VR', () => {
    expect(decodeDataSet(encodeDataSet(dataSet, ImplicitVRLittleEndian), ImplicitVRLittleEndian)).toEqual(
      dataSet,
    )
  })

  it('are the bytes of PS3.5', () => {
    const json = { [tagOf('StudyInstanceUID')]: { vr: 'UI', Value: ['1.2'] } }
    expect(encodeDataSet(json, ExplicitVRLittleEndian).toString('hex')).toBe('20000d0055490400312e3200')
    expect(encodeDataSet(json, ImplicitVRLittleEndian).toString('hex')).toBe('20000d0004000000312e3200')
  })

  it('say their character set only when the text needs one, and keep to Latin-1 where that was asked for', () => {
    const named = (Alphabetic: string) => ({ [tagOf('PatientName')]: { vr: 'PN', Value: [{ Alphabetic }] } })
    const said = (Alphabetic: string) =>
      decodeIdentifier(
        encodeDataSet(named(Alphabetic), ExplicitVRLittleEndian, 'ISO_IR 100'),
        ExplicitVRLittleEndian,
      ).SpecificCharacterSet
    expect(said('Doe^Jane')).toBe('')
    expect(said('Müller^Jörg')).toBe('ISO_IR 100')
    expect(said('山田')).toBe('ISO_IR 192')
  })

  it('hold text that is too long for a short form', () => {
    const json = {
      [tagOf('StudyInstanceUID')]: {
        vr: 'UI',
        Value: Array.from({ length: 3000 }, (_, i) => `1.2.840.113619.${i}`),
      },
    }
    expect(decodeDataSet(encodeDataSet(json, ExplicitVRLittleEndian), ExplicitVRLittleEndian)).toEqual(json)
  })

  it('never write a DS of more than sixteen characters', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const bytes = encodeDataSet(
          { [tagOf('PatientWeight')]: { vr: 'DS', Value: [number] } },
          ExplicitVRLittleEndian,
        )
        expect(bytes.length).toBeLessThanOrEqual(8 + 16)
      }),
    )
  })

  it('are written in no other transfer syntax', () => {
    expect(() => encodeDataSet(dataSet, '1.2.840.10008.1.2.4.50')).toThrow('little endian')
  })
})
