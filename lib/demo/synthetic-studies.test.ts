import { describe, expect, it } from 'vitest'
import { parsePart10 } from '@/lib/dicom/parse-part10'
import { readInstanceHeader } from '@/lib/dicom/instance-header'
import { buildObjects } from './build-objects'
import { syntheticStudies } from './synthetic-studies'

const now = new Date('2026-03-02T09:30:00Z')
const firstOf = (name: string) => {
  const study = syntheticStudies.find((one) => one.name === name)
  if (!study) throw new Error(`No sample ${name}`)
  const { value } = buildObjects(study, now).next()
  if (!value) throw new Error(`No object in ${name}`)
  return value
}

describe('the sample studies', () => {
  it.each(syntheticStudies.map((study) => study.name))(
    '%s says in its header that it is synthetic',
    (name) => {
      const header = readInstanceHeader(parsePart10(firstOf(name)))
      expect(header.InstitutionName).toBe('WETREAD SYNTHETIC')
      expect(header.ImageComments).toMatch(/synthetic/i)
      expect(header.StudyDescription).toMatch(/synthetic/i)
      expect(header.SOPInstanceUID).toMatch(/^2\.25\.\d+$/)
      expect(header.hasPixelData).toBe(true)
    },
  )

  it('are the same bytes each time they are drawn', () => {
    expect(Buffer.compare(firstOf('zoe-chest'), firstOf('zoe-chest'))).toBe(0)
  })

  it('cover the modalities, a long CT, a cine, priors and several scripts', () => {
    const kinds = syntheticStudies.map(({ images }) =>
      images.kind === 'chest' ? images.modality : images.kind,
    )
    expect(new Set(kinds)).toEqual(new Set(['CR', 'DX', 'head-ct', 'head-mr', 'ultrasound']))
    const slices = syntheticStudies.flatMap(({ images }) =>
      images.kind === 'head-ct' ? [images.slices] : [],
    )
    expect(Math.max(...slices)).toBeGreaterThanOrEqual(60)
    const patients = syntheticStudies.map(({ patient }) => patient.PatientID)
    expect(new Set(patients).size).toBeLessThan(patients.length)
    const names = syntheticStudies.map(({ patient }) => patient.PatientName).join(' ')
    for (const script of [
      /\p{sc=Han}/u,
      /\p{sc=Hangul}/u,
      /\p{sc=Cyrillic}/u,
      /\p{sc=Arabic}/u,
      /\p{sc=Greek}/u,
    ]) {
      expect(names).toMatch(script)
    }
  })
})
