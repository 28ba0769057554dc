import { describe, expect, it } from 'vitest'
import { labelFields } from './label-fields'
import { linesOf, wordsOfTsv, type OcrWord } from './ocr-words'

const now = new Date('2026-03-01T12:00:00Z')
function words(...lines: string[]): OcrWord[] {
  return lines.flatMap((line, row) =>
    line.split(' ').map((text, column) => ({
      ...{ text, confidence: 90, left: column * 100, top: row * 50, width: 90, height: 30 },
      line: String(row),
    })),
  )
}
const suggest = (...lines: string[]) => labelFields(words(...lines), now).suggestions

describe('words on a film', () => {
  it('suggest name, number, dates, view and side', () => {
    expect(
      suggest('St. Mary Hospital', 'DOE, JANE ID 12345678', 'DOB 12.03.1961 F', '24.02.2026 Chest PA', 'R'),
    ).toEqual({
      PatientName: 'DOE^JANE',
      PatientID: '12345678',
      PatientBirthDate: '19610312',
      StudyDate: '20260224',
      BodyPartExamined: 'CHEST',
      ViewPosition: 'PA',
      Laterality: 'R',
    })
  })

  it('suggest a name whose comma was read as a full stop, but no saint', () => {
    expect(suggest('DOE. JANE ID 12345678').PatientName).toBe('DOE^JANE')
    expect(suggest('St. Mary Hospital').PatientName).toBeUndefined()
  })

  it('suggest no date whose day and month could be swapped', () => {
    expect(suggest('03/04/2020').StudyDate).toBeUndefined()
    expect(suggest('03/24/2020').StudyDate).toBe('20200324')
    expect(suggest('2020-04-03').StudyDate).toBe('20200403')
    expect(suggest('31.02.2020').StudyDate).toBeUndefined()
    expect(suggest('24.12.2031').StudyDate).toBeUndefined()
  })

  it('suggest no side when both letters stand on the film, nor for a letter inside a word', () => {
    expect(suggest('R', 'L').Laterality).toBeUndefined()
    expect(suggest('RADIOLOGY').Laterality).toBeUndefined()
    expect(suggest('LEFT').Laterality).toBe('L')
  })

  it('that Tesseract doubts count for nothing', () => {
    const doubtful = words('R').map((word) => ({ ...word, confidence: 20 }))
    expect(labelFields(doubtful, now)).toEqual({ lines: [], suggestions: {} })
  })
})

it('Tesseract’s table is read by its word rows', () => {
  const tsv =
    '4\t1\t1\t1\t1\t0\t22\t33\t302\t35\t-1\t\n5\t1\t1\t1\t1\t2\t83\t34\t85\t34\t96.3\tMary\n5\t1\t1\t1\t1\t1\t22\t33\t43\t28\t96.1\tSt.\n'
  expect(linesOf(wordsOfTsv(tsv))).toEqual(['St. Mary'])
})
