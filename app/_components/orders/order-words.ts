import type { CaseReason } from '@/lib/reading/match-order'
import type { StepStatus } from '@/lib/reading/step-status'

const words: Record<StepStatus, string> = {
  SCHEDULED: 'scheduled',
  ARRIVED: 'patient is here',
  READY: 'ready',
  'IN PROGRESS': 'in progress',
  COMPLETED: 'done',
  DISCONTINUED: 'broken off',
  CANCELLED: 'cancelled',
}

export function stepWords(status: string): string {
  return words[status as StepStatus] ?? status
}

export const caseWords: Record<CaseReason, string> = {
  'other-patient': 'Same number, but the names, birth dates or IDs are not one person’s.',
  'patient-unknown': 'Same number, but one of the two has no patient ID.',
  revoked: 'Images came for an order that was cancelled.',
}

export const unmatchWords = {
  'wrong-patient': 'They are of another patient',
  'wrong-examination': 'They are another examination',
  'wrong-order': 'They belong to another order',
  'matched-by-mistake': 'They were matched by mistake',
} as const

/** TM as a clock shows it. */
export function clockTime(tm: string): string {
  return tm.length >= 4 ? `${tm.slice(0, 2)}:${tm.slice(2, 4)}` : tm
}

/** DA of a day as its own calendar has it. */
export function dayOf(date: Date): string {
  const pad = (n: number): string => String(n).padStart(2, '0')
  return `${date.getFullYear()}${pad(date.getMonth() + 1)}${pad(date.getDate())}`
}

/** What an `<input type="date">` and DICOM write, each from the other. */
export function fromInputDate(value: string): string {
  return value.replaceAll('-', '')
}
