import type { InstanceHeader } from '@/lib/dicom/instance-header'
import { AppError } from '@/lib/errors'

const dates = ['PatientBirthDate', 'StudyDate', 'PerformedProcedureStepStartDate'] as const
const times = ['StudyTime', 'PerformedProcedureStepStartTime'] as const
/** LO and SH in characters (PS3.5 6.2). Longer values are indexed as they are, but said to be wrong. */
const lengths = { AccessionNumber: 16, StudyID: 16, StudyDescription: 64, SeriesDescription: 64 } as const

/**
 * The header as it may be indexed. A wrong value in an optional attribute is left out of the index and named in a
 * warning, the object itself is stored unchanged; a wrong Patient ID is refused, since nobody would find the images
 * under it (conformance B21, B22).
 * @throws AppError unprocessable
 */
export function cleanHeader(header: InstanceHeader): { header: InstanceHeader; warnings: string[] } {
  const warnings: string[] = []
  const clean = Object.fromEntries(
    Object.entries(header).map(([keyword, value]) => [
      keyword,
      typeof value === 'string' ? withoutControls(value) : value,
    ]),
  ) as InstanceHeader
  if (clean.PatientID.length > 64 || clean.PatientID !== header.PatientID.trim()) {
    throw new AppError('unprocessable', 'PatientID is not a valid value: correct it at the sender.')
  }
  for (const keyword of dates) if (!isDate(clean[keyword])) drop(keyword, 'is not a date')
  for (const keyword of times) if (!isTime(clean[keyword])) drop(keyword, 'is not a time')
  if (!/^[A-Z0-9_ ]{0,16}$/.test(clean.Modality)) drop('Modality', 'is not a code string')
  for (const [keyword, length] of Object.entries(lengths) as [keyof typeof lengths, number][]) {
    if (clean[keyword].length > length) warnings.push(`${keyword} is longer than ${length} characters`)
  }
  if (header.Rows && header.Columns && !header.hasPixelData) {
    warnings.push('PixelData is missing although Rows and Columns are given: the file may have been cut off')
  }
  return { header: clean, warnings }

  function drop(keyword: (typeof dates)[number] | (typeof times)[number] | 'Modality', why: string): void {
    warnings.push(`${keyword} ${why} and is not indexed`)
    clean[keyword] = ''
  }
}

/** PostgreSQL takes no NUL in text, and no reader needs control characters or half surrogates. */
function withoutControls(text: string): string {
  return text
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .trim()
}

function isDate(value: string): boolean {
  if (value === '') return true
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(value)
  if (!match) return false
  const [month, day] = [Number(match[2]), Number(match[3])]
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

function isTime(value: string): boolean {
  return value === '' || /^([01]\d|2[0-3])([0-5]\d(([0-5]\d|60)(\.\d{1,6})?)?)?$/.test(value)
}
