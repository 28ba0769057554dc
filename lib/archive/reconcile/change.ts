import { actorName, type Actor } from '@/lib/access/actor'
import { readConfig } from '@/lib/config'
import { AppError } from '@/lib/errors'

/** What a person, a rule or a peer can do to what is stored; each leaves a line that says who, when, why, and can be undone. */
export const changeKinds = [
  'delete',
  'retention', // deleted by a rule
  'reject', // deleted with an IOCM rejection
  'discard', // quarantined objects that nobody wants
  'accept', // quarantined objects into the stored study
  'accept-as-new', // quarantined objects as a study of their own, under new UIDs
  'merge', // two records are one person
  'move', // a study belongs to another patient
  'split', // some series belong to another study or patient
  'correct', // a patient's data were wrong
] as const

export type ChangeKind = (typeof changeKinds)[number]

export interface ChangeBy {
  reason: string
  actor: Actor
  now?: Date | undefined
}

export const shortestReason = 3
export const longestReason = 500

/** @throws AppError invalid, in words: what is done to stored images must be explained */
export function requireReason(reason: string | undefined): string {
  const text = (reason ?? '').replace(/\p{Cc}/gu, ' ').trim()
  if (text.length < shortestReason) {
    throw new AppError('invalid', 'Say why: a reason of at least three characters is needed.', {
      detail: { field: 'reason' },
    })
  }
  if (text.length > longestReason) {
    throw new AppError('invalid', `Give a shorter reason: at most ${longestReason} characters.`, {
      detail: { field: 'reason' },
    })
  }
  return text
}

/** Until when what is deleted at `now` can be had back. */
export function undoUntil(now: Date): Date {
  return new Date(now.getTime() + readConfig().undoDays * 86_400_000)
}

export function changeHeader({ reason, actor }: ChangeBy): { reason: string; actor: string } {
  return { reason: requireReason(reason), actor: actorName(actor) }
}
