import type { ChangeShown, QuarantineCase } from '@/lib/archive/reconcile/cases-answer'

export const conflictWords: Record<QuarantineCase['conflict'], string> = {
  'other-patient': 'This study is stored for another patient',
  'other-bytes': 'Another object is stored under the same UID',
  'other-place': 'The same UID is stored in another study or series',
  'other-study-of-series': 'The series is stored in another study',
}

export const changeWords: Record<ChangeShown['kind'], string> = {
  delete: 'Deleted',
  retention: 'Deleted by a retention rule',
  reject: 'Rejected',
  discard: 'Discarded from quarantine',
  accept: 'Taken from quarantine into the stored study',
  'accept-as-new': 'Taken from quarantine as a new study',
  merge: 'Two patients merged',
  move: 'Study moved to another patient',
  split: 'Study split',
  correct: 'Patient corrected',
}

export const rejectionWords = [
  { value: 'none', label: 'No: only delete here' },
  { value: '113001', label: 'Yes: rejected for quality (113001)' },
  { value: '113037', label: 'Yes: rejected for patient safety (113037)' },
  { value: '113038', label: 'Yes: wrong worklist entry (113038)' },
  { value: '113039', label: 'Yes: retention has expired (113039)' },
] as const

export type RejectionChoice = (typeof rejectionWords)[number]['value']

/** "1 object", "12 objects". */
export function counted(n: number, one: string): string {
  return `${n.toLocaleString('en')} ${one}${n === 1 ? '' : 's'}`
}
