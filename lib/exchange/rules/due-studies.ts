import { fitsCondition, type ConditionedStudy } from './condition'
import type { Rule } from './rule'

/** Of a study, what rules that remove or move images look at. */
export interface RuledStudy extends ConditionedStudy {
  studyId: string
  /** Of its last image. */
  lastReceivedAt: Date
  instances: number
  bytes: number
  /** final or addended: nobody waits for its images any more. */
  isRead: boolean
  isHeld: boolean
  /** Its images lie in the cold place already, all of them. */
  isCold: boolean
}

export interface Due<S extends RuledStudy = RuledStudy> {
  due: S[]
  /** They would be due, but nobody has read them yet. */
  sparedUnread: number
  /** They would be due, but a legal hold is on them. */
  sparedHeld: number
}

const dayMs = 86_400_000
const gigabyte = 1_000_000_000

/**
 * Which studies a retention, quota or cold rule acts on now. Nothing that is unread or under a legal hold is ever
 * removed; what is moved to the cold place stays readable, so a hold does not matter there.
 */
export function dueStudies<S extends RuledStudy>(
  rule: Rule,
  studies: readonly S[],
  { now, archiveBytes }: { now: Date; archiveBytes: number },
): Due<S> {
  const fitting = studies.filter((study) => study.instances > 0 && fitsCondition(rule.condition, study))
  switch (rule.kind) {
    case 'forward':
    case 'prefetch':
      return { due: fitting, sparedUnread: 0, sparedHeld: 0 }
    case 'cold': {
      const old = fitting.filter((study) => !study.isCold && isOlder(study, rule.settings.days, now))
      return { due: old.filter(({ isRead }) => isRead), sparedUnread: count(old, isUnread), sparedHeld: 0 }
    }
    case 'retention':
      return removable(fitting.filter((study) => isOlder(study, rule.settings.days, now)))
    case 'quota':
      return untilBelow(removable(oldestFirst(fitting)), archiveBytes - rule.settings.gigabytes * gigabyte)
  }
}

function removable<S extends RuledStudy>(studies: readonly S[]): Due<S> {
  const read = studies.filter(({ isRead }) => isRead)
  return {
    due: read.filter(({ isHeld }) => !isHeld),
    sparedUnread: count(studies, isUnread),
    sparedHeld: count(read, ({ isHeld }) => isHeld),
  }
}

/** The oldest ones that together free what is too much; none when nothing is. */
function untilBelow<S extends RuledStudy>({ due, ...spared }: Due<S>, excess: number): Due<S> {
  let left = excess
  const enough = due.filter(({ bytes }) => {
    const isNeeded = left > 0
    if (isNeeded) left -= bytes
    return isNeeded
  })
  return { due: enough, ...spared }
}

function isOlder({ lastReceivedAt }: RuledStudy, days: number, now: Date): boolean {
  return now.getTime() - lastReceivedAt.getTime() > days * dayMs
}

function oldestFirst<S extends RuledStudy>(studies: readonly S[]): S[] {
  return [...studies].sort((a, b) => a.lastReceivedAt.getTime() - b.lastReceivedAt.getTime())
}

function isUnread({ isRead }: RuledStudy): boolean {
  return !isRead
}

function count<T>(all: readonly T[], counts: (one: T) => boolean): number {
  return all.filter(counts).length
}
