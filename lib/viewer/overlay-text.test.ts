import { describe, expect, test } from 'vitest'
import { dicomJson } from './attributes'
import { dateText } from './dicom-format'
import type { ImageStack } from './image-stack'
import { lateralityOf, overlayText, sliceLocation } from './overlay-text'

const stack: ImageStack = {
  stackId: 's',
  study: {
    studyId: 'a',
    StudyInstanceUID: '1.2',
    StudyDate: '20240314',
    StudyDescription: 'CT HEAD',
    prior: false,
  },
  SeriesInstanceUID: '1.2.3',
  SeriesNumber: 4,
  SeriesDescription: 'AXIAL',
  Modality: 'CT',
  Laterality: '',
  images: [1, 2, 3].map((n) => ({
    imageId: `${n}`,
    SOPInstanceUID: `${n}`,
    InstanceNumber: n,
    frame: 1,
    TransferSyntaxUID: '',
  })),
  multiFrame: false,
  noImage: '',
  thumbnailUrl: '',
}

describe('overlay', () => {
  test('says what is shown and how', () => {
    const attributes = dicomJson({ SliceLocation: [-12.5], SliceThickness: [5], ImageLaterality: ['L'] })
    const shown = overlayText(stack, attributes, {
      imageIndex: 1,
      window: { center: 40, width: 80 },
      zoom: 1.5,
    })
    expect(shown.topLeft).toEqual(['CT HEAD', '2024-03-14'])
    expect(shown.topRight).toEqual(['Series 4 · AXIAL', 'CT'])
    expect(shown.bottomLeft).toEqual(['Image 2 / 3', 'Loc -12.5 mm', 'Thick 5 mm'])
    expect(shown.bottomRight).toEqual(['W 80  C 40', 'Zoom 150 %'])
    expect(shown.laterality).toBe('L')
  })

  test('laterality of the image goes before that of the series, and unknown is not shown', () => {
    expect(lateralityOf({ Laterality: 'R' }, dicomJson({ ImageLaterality: ['L'] }))).toBe('L')
    expect(lateralityOf({ Laterality: 'R' }, undefined)).toBe('R')
    expect(lateralityOf({ Laterality: 'U' }, undefined)).toBe('')
  })

  test('a missing slice location is taken from the position', () => {
    const place = { ImagePositionPatient: [1, 2, 33], ImageOrientationPatient: [1, 0, 0, 0, 1, 0] }
    expect(sliceLocation(dicomJson(place))).toBe(33)
    expect(sliceLocation(dicomJson({}))).toBeNull()
  })

  test('warns of lossy compression', () => {
    const shown = overlayText(stack, dicomJson({ LossyImageCompression: ['01'] }), {
      imageIndex: 0,
      window: null,
      zoom: 1,
    })
    expect(shown.topRight).toContain('Lossy compressed')
    expect(shown.bottomRight).toEqual(['Zoom 100 %'])
  })
})

test('dates are shown so that no reader takes them for another day', () => {
  expect(dateText('20240301')).toBe('2024-03-01')
  expect(dateText('2024.03.01')).toBe('2024-03-01')
  expect(dateText('')).toBe('')
  expect(dateText('unknown')).toBe('unknown')
})
