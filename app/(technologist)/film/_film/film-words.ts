import type { FilmSteps } from '@/lib/archive/film/film-steps'

/** "20190405" as a date field has it. */
export function toDateField(date: string): string {
  return /^\d{8}$/.test(date) ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : ''
}

export function fromDateField(value: string): string {
  return value.replaceAll('-', '')
}

/** "20190405" for a reader. */
export function dateWords(date: string): string {
  if (!/^\d{8}$/.test(date)) return date === '' ? '–' : date
  const day = new Date(`${toDateField(date)}T00:00:00Z`)
  return day.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
}

const partWords: Record<string, string> = {
  CSPINE: 'Cervical spine',
  TSPINE: 'Thoracic spine',
  LSPINE: 'Lumbar spine',
}

export const bodyParts = [
  { value: '', label: 'Not said' },
  ...['CHEST', 'ABDOMEN', 'PELVIS', 'HIP', 'SKULL', 'CSPINE', 'TSPINE', 'LSPINE', 'SPINE'].map(asItem),
  ...['SHOULDER', 'HUMERUS', 'ELBOW', 'FOREARM', 'WRIST', 'HAND', 'FEMUR', 'KNEE', 'LEG'].map(asItem),
  ...['ANKLE', 'FOOT', 'RIB', 'BREAST'].map(asItem),
]

function asItem(value: string): { value: string; label: string } {
  return { value, label: partWords[value] ?? value.slice(0, 1) + value.slice(1).toLowerCase() }
}

export const viewPositions = [
  { value: '', label: 'Not said' },
  { value: 'PA', label: 'PA' },
  { value: 'AP', label: 'AP' },
  { value: 'LL', label: 'Left lateral' },
  { value: 'RL', label: 'Right lateral' },
]

export const sides = [
  { value: '', label: 'Not said, or both' },
  { value: 'R', label: 'Right' },
  { value: 'L', label: 'Left' },
] as const

/** What kind of picture the film bears; RG is film and screen (PS3.3 C.7.3.1.1.1). */
export const modalities = [
  { value: 'RG', label: 'Radiograph (RG)' },
  { value: 'MG', label: 'Mammogram (MG)' },
  { value: 'CT', label: 'CT print' },
  { value: 'MR', label: 'MR print' },
  { value: 'US', label: 'Ultrasound print' },
  { value: 'NM', label: 'Scintigram (NM)' },
  { value: 'OT', label: 'Other (OT)' },
]

export function mirrorWarning(steps: FilmSteps): string {
  return steps.mirrored
    ? 'The film is mirrored. Look at the side marker: it must read the right way round.'
    : ''
}
