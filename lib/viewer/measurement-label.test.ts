import { describe, expect, test } from 'vitest'
import { dicomJson } from './attributes'
import { calibrationAt } from './calibration'
import { angleLabel, lengthLabel } from './measurement-label'

const label = (object: Parameters<typeof calibrationAt>[0], to: [number, number] = [30, 40]): string =>
  lengthLabel([0, 0], to, calibrationAt(object, [[0, 0], to]))

describe('measurements', () => {
  test('an image without calibration is measured in pixels, never in millimetres', () => {
    expect(label(dicomJson({}))).toBe('50 px')
    expect(label(undefined)).toBe('50 px')
  })

  test('Pixel Spacing gives millimetres, row spacing first', () => {
    expect(label(dicomJson({ PixelSpacing: [0.5, 0.5] }))).toBe('25.0 mm')
    expect(label(dicomJson({ PixelSpacing: [2, 1] }), [0, 10])).toBe('20.0 mm')
  })

  test('a projection image says that the distance is one at the detector', () => {
    expect(label(dicomJson({ ImagerPixelSpacing: [0.2, 0.2] }))).toBe('10.0 mm at detector')
    expect(label(dicomJson({ ImagerPixelSpacing: [0.2, 0.2], PixelSpacing: [0.2, 0.2] }))).toBe(
      '10.0 mm at detector',
    )
  })

  test('a calibrated projection image does not', () => {
    const calibrated = { ImagerPixelSpacing: [0.2, 0.2], PixelSpacing: [0.18, 0.18] }
    expect(label(dicomJson(calibrated))).toBe('9.0 mm')
    const stated = { ...calibrated, PixelSpacing: [0.2, 0.2], PixelSpacingCalibrationType: ['FIDUCIAL'] }
    expect(label(dicomJson(stated))).toBe('10.0 mm')
  })

  test('ultrasound is calibrated inside its regions only', () => {
    const region = dicomJson({
      RegionLocationMinX0: [0],
      RegionLocationMinY0: [0],
      RegionLocationMaxX1: [100],
      RegionLocationMaxY1: [100],
      PhysicalUnitsXDirection: [3],
      PhysicalUnitsYDirection: [3],
      PhysicalDeltaX: [0.01],
      PhysicalDeltaY: [-0.01],
    })
    const object = dicomJson({ SequenceOfUltrasoundRegions: [region] })
    expect(label(object)).toBe('5.0 mm')
    expect(label(object, [300, 400])).toBe('500 px')
  })

  test('zero or broken spacing is no calibration', () => {
    expect(label(dicomJson({ PixelSpacing: [0, 0] }))).toBe('50 px')
    expect(label(dicomJson({ PixelSpacing: ['x', 'y'] }))).toBe('50 px')
  })

  test('angles respect pixels that are not square', () => {
    const square = calibrationAt(undefined, [])
    expect(angleLabel([1, 0], [0, 0], [0, 1], square)).toBe('90.0°')
    const tall = calibrationAt(dicomJson({ PixelSpacing: [2, 1] }), [])
    expect(angleLabel([2, 0], [0, 0], [2, 1], tall)).toBe('45.0°')
  })
})
