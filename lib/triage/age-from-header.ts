import type { DicomJson } from '@/lib/dicom/dicom-json'
import { textOf } from '@/lib/dicom/json-values'
import { ageInYears } from './age-in-years'

const perYear = { Y: 1, M: 12, W: 52, D: 365 } as const

/** The patient's age at the study in years, from PatientAge (AS) or the birth date; null when neither says it. */
export function ageFromHeader(json: DicomJson): number | null {
  const match = /^(\d{3})([YMWD])$/.exec(textOf(json, 'PatientAge').trim())
  const unit = match?.[2]
  if (unit === 'Y' || unit === 'M' || unit === 'W' || unit === 'D') return Number(match?.[1]) / perYear[unit]
  return ageInYears(textOf(json, 'PatientBirthDate'), textOf(json, 'StudyDate'))
}
