import type { Actor } from '@/lib/access/actor'
import { studyScope, type StudyScope } from '@/lib/access/may'
import type { LiveEvent } from '@/lib/live/live-event'
import { referrerOfStudy } from './referrer-of-study'

/** The studies whose changes this actor may hear of: the same as in the list that the actor reads. */
export function eventScope(actor: Actor): StudyScope {
  const worklist = studyScope(actor, 'worklist:read')
  return worklist.kind === 'none' ? studyScope(actor, 'referrer:read') : worklist
}

/** What a referrer's page shows; who reads a study and what a model said of it is not theirs to hear. */
const forReferrers: readonly LiveEvent['change'][] = ['received', 'readable', 'report']

export async function mayHear(scope: StudyScope, event: LiveEvent): Promise<boolean> {
  switch (scope.kind) {
    case 'all':
      return true
    case 'none':
      return false
    case 'referred-by':
      if (!forReferrers.includes(event.change)) return false
      return (await referrerOfStudy(event.studyId)) === scope.referringPhysicianKey
  }
}
