import { AppError } from '@/lib/errors'

// The first 64 characters say it: more does not fit an Error Comment (LO).
const words = {
  'other-bytes':
    'Another object is stored under this SOP Instance UID already. The stored one was kept; let the sender make a new ' +
    'UID for the changed object.',
  'other-place': 'This SOP Instance UID is stored in another study or series. The stored object was kept.',
  'other-patient':
    'This study is stored already for another patient. The object was refused; correct the patient or the study at ' +
    'the sender.',
  'other-study-of-series': 'This series is stored already in another study. The object was refused.',
  rejected:
    'This object was rejected (a rejection note stands): it is not taken again. Undo the rejection under Reconcile.',
  'other-study': 'The object belongs to another study than the one it was sent to.',
} as const

export type ConflictReason = keyof typeof words

export function conflict(reason: ConflictReason): AppError {
  return new AppError('conflict', words[reason], { detail: { reason } })
}

/** Contradictions that a person can resolve: such an object is set aside and not refused. */
export const keptWords = {
  'other-bytes':
    'Kept in quarantine: another object is stored under this UID. A person decides under Reconcile.',
  'other-place':
    'Kept in quarantine: this UID is stored in another study or series. A person decides under Reconcile.',
  'other-patient':
    'Kept in quarantine: the study is stored for another patient. A person decides under Reconcile.',
  'other-study-of-series':
    'Kept in quarantine: the series is stored in another study. A person decides under Reconcile.',
} as const satisfies Partial<Record<ConflictReason, string>>

export type QuarantinedConflict = keyof typeof keptWords

export function isQuarantinedConflict(reason: unknown): reason is QuarantinedConflict {
  return typeof reason === 'string' && Object.hasOwn(keptWords, reason)
}
