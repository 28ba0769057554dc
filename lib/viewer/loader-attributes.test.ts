import { expect, test } from 'vitest'
import { dicomJson, numbers } from './attributes'
import { loaderAttributes } from './loader-attributes'

const whole = {
  PixelSpacing: [0.5, 0.5],
  ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
  ImagePositionPatient: [0, 0, 5],
  WindowCenter: [40],
  WindowWidth: [80],
}

test('sound geometry and window pass', () => {
  expect(loaderAttributes(dicomJson(whole))).toEqual(dicomJson(whole))
})

test('a pixel spacing of zero is none', () => {
  expect(numbers(loaderAttributes(dicomJson({ ...whole, PixelSpacing: [0, 0] })), 'PixelSpacing')).toEqual([])
})

test('an orientation that is no pair of directions is none', () => {
  for (const orientation of [
    [0, 0, 0, 0, 0, 0],
    [1, 0, 0, 1, 0, 0],
    [1, 0, 0],
  ]) {
    const seen = loaderAttributes(dicomJson({ ...whole, ImageOrientationPatient: orientation }))
    expect(numbers(seen, 'ImageOrientationPatient')).toEqual([])
  }
})

test('a window without width goes with its centre', () => {
  const seen = loaderAttributes(dicomJson({ ...whole, WindowWidth: [0] }))
  expect(numbers(seen, 'WindowCenter')).toEqual([])
})

test('empty elements are absent', () => {
  expect(loaderAttributes({ '00100010': { vr: 'PN' } })).toEqual({})
})
