import { describe, expect, it } from 'vitest'
import { eligibility, type ImageFacts } from './eligibility'
import { judgeStudy } from './judge-study'

const card = {
  eligibility: {
    modalities: ['CR', 'DX', 'DR'],
    bodyParts: ['CHEST', 'THORAX', 'LUNG'],
    viewPositions: ['PA', 'AP'],
    minAgeYears: 18,
    minPixels: 224,
  },
}

function image(changes: Partial<ImageFacts> = {}): ImageFacts {
  return {
    SOPInstanceUID: '1.2.3',
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.1',
    Modality: 'CR',
    BodyPartExamined: 'CHEST',
    ViewPosition: 'PA',
    SeriesDescription: '',
    ProtocolName: '',
    StudyDescription: '',
    PatientBirthDate: '19500615',
    StudyDate: '20260102',
    Rows: 2048,
    Columns: 2048,
    NumberOfFrames: null,
    PhotometricInterpretation: 'MONOCHROME1',
    ...changes,
  }
}

describe('which image a chest model may look at', () => {
  it.each<[string, Partial<ImageFacts>]>([
    ['a PA chest', {}],
    ['a DX without view position', { Modality: 'DX', ViewPosition: '' }],
    ['a view with more words', { ViewPosition: 'AP SUPINE' }],
    [
      'no body part, but a description that says chest',
      { BodyPartExamined: '', StudyDescription: 'XR Chest PA and lateral' },
    ],
    ['a protocol in another language', { BodyPartExamined: '', ProtocolName: 'Thorax p.a.' }],
    ['a body part with more words', { BodyPartExamined: 'CHEST_TO_ABD' }],
    ['unknown age', { PatientBirthDate: '' }],
    ['the eighteenth birthday', { PatientBirthDate: '20080102' }],
  ])('%s', (_, changes) => expect(eligibility(card, image(changes))).toEqual({ eligible: true }))

  it.each<[string, Partial<ImageFacts>]>([
    ['no pixel data', { PhotometricInterpretation: null, Modality: 'SR' }],
    ['CT is not a projection radiograph', { Modality: 'CT' }],
    ['MG is not analysed by this model', { Modality: 'MG' }],
    ['unknown modality', { Modality: '' }],
    ['raw image for processing', { Modality: 'DX', SOPClassUID: '1.2.840.10008.5.1.4.1.1.1.1.1' }],
    ['multi-frame image', { NumberOfFrames: 20 }],
    ['colour image', { PhotometricInterpretation: 'RGB' }],
    ['body part HAND is not the chest', { BodyPartExamined: 'Hand' }],
    ['unknown body part', { BodyPartExamined: '', StudyDescription: 'XR' }],
    ['lateral view', { ViewPosition: 'LL' }],
    ['lateral view', { ViewPosition: '', SeriesDescription: 'Chest lat' }],
    ['decubitus view', { ViewPosition: 'LLD' }],
    ['view LAO is not frontal', { ViewPosition: 'LAO' }],
    ['patient under 18', { PatientBirthDate: '20080103' }],
    ['image is too small', { Rows: 200 }],
  ])('says "%s"', (reason, changes) =>
    expect(eligibility(card, image(changes))).toEqual({ eligible: false, reason }),
  )
})

describe('a study as a whole', () => {
  const named = (SOPInstanceUID: string, changes: Partial<ImageFacts> = {}) =>
    image({ SOPInstanceUID, ...changes })

  it('names the radiographs that are left out beside the one that is looked at', () => {
    const images = [named('1'), named('2', { ViewPosition: 'LL' }), named('3', { Modality: 'CT' })]
    expect(judgeStudy(card, images)).toEqual({
      eligible: ['1'],
      ineligible: [{ SOPInstanceUID: '2', reason: 'lateral view' }],
    })
  })

  it('answers once for a study without any image to look at, by its most promising image', () => {
    const lateral = [
      named('1', { Modality: 'SR', PhotometricInterpretation: null }),
      named('2', { ViewPosition: 'LL' }),
    ]
    expect(judgeStudy(card, lateral)).toEqual({
      eligible: [],
      ineligible: [{ SOPInstanceUID: '', reason: 'lateral view' }],
    })
    const ct = Array.from({ length: 500 }, (_, n) => named(String(n), { Modality: 'CT' }))
    expect(judgeStudy(card, ct).ineligible).toEqual([
      { SOPInstanceUID: '', reason: 'CT is not a projection radiograph' },
    ])
    expect(judgeStudy(card, []).ineligible).toEqual([{ SOPInstanceUID: '', reason: 'no pixel data' }])
  })

  it('looks at no more radiographs than a study can have', () => {
    const many = Array.from({ length: 30 }, (_, n) => named(String(n)))
    expect(judgeStudy(card, many).eligible).toHaveLength(24)
    expect(judgeStudy(card, many).ineligible).toHaveLength(6)
  })
})
