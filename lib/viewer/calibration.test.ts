import { describe, expect, it } from 'vitest'
import type { DicomJsonObject } from './attributes'
import { calibrationAt } from './calibration'

const spacing = (tag: string, value: number): DicomJsonObject => ({
  [tag]: { vr: 'DS', Value: [value, value] },
})
const scanned = spacing('00182010', 0.15)
const pixel = spacing('00280030', 0.15)
const fiducial = { '00280A02': { vr: 'CS', Value: ['FIDUCIAL'] } }

describe('what a distance on a film is called', () => {
  it('is pixels, and no millimetres, until somebody laid a ruler on it', () => {
    expect(calibrationAt({ '00080064': { vr: 'CS', Value: ['DF'] } }, [])).toMatchObject({
      unit: 'px',
      across: 1,
    })
  })
  it('is millimetres on the film, not in the patient, by a ruler on the film', () => {
    const onFilm = { across: 0.15, down: 0.15, unit: 'mm', remark: 'on film' }
    expect(calibrationAt({ ...scanned, ...pixel }, [])).toEqual(onFilm)
    expect(calibrationAt(scanned, [])).toEqual(onFilm)
  })
  it('is millimetres by a radio-opaque ruler in the picture', () => {
    expect(calibrationAt({ ...pixel, ...fiducial }, [])).toMatchObject({ unit: 'mm', remark: '' })
  })
  it('is at the detector for a digital radiograph, as before', () => {
    const imager = spacing('00181164', 0.15)
    expect(calibrationAt({ ...imager, ...pixel }, [])).toMatchObject({ remark: 'at detector' })
    expect(calibrationAt(imager, [])).toMatchObject({ unit: 'mm', remark: 'at detector' })
    expect(calibrationAt({ ...imager, ...spacing('00280030', 0.12) }, [])).toMatchObject({ remark: '' })
  })
})
