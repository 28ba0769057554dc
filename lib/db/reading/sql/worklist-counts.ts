import type { WorklistView } from '@/lib/worklist/worklist-row'
import type { Db } from '../../client'
import { hasImages } from './has-images'
import { aiCritical, imagesUnanswered, signedSince, type WorklistFilter } from './worklist-filter'

/** How many studies each view holds, exactly, whatever is being searched for: one statement over what waits. */
export async function worklistCounts(
  tx: Db,
  { userId, now, dayStart }: Pick<WorklistFilter, 'userId' | 'now' | 'dayStart'>,
): Promise<Record<WorklistView, number>> {
  const [row] = await tx.$queryRaw<Record<WorklistView, number>[]>`
    select
      (count(*) filter (where t.state in ('readable', 'claimed')))::int as "to-read",
      (count(*) filter (where t.claimed_by = ${userId}::uuid))::int as "mine",
      (count(*) filter (where t.state = 'readable'))::int as "unclaimed",
      (count(*) filter (where t.state in ('readable', 'claimed') and ${aiCritical}))::int as "ai-critical",
      (count(*) filter (where t.state in ('readable', 'claimed') and t.due_at < ${now}))::int as "overdue",
      (count(*) filter (where t.state = 'preliminary'))::int + (
        select count(*)::int from reading_task late join study s on s.id = late.study_pk
        where ${hasImages} and late.state in ('final', 'addended') and late.study_pk in (${imagesUnanswered})
      ) as "to-sign",
      (select count(*)::int from reading_task done join study s on s.id = done.study_pk
        where ${hasImages} and done.state in ('preliminary', 'final', 'addended') and done.study_pk in (${signedSince(dayStart)})
      ) as "done-today"
    from reading_task t join study s on s.id = t.study_pk
    where ${hasImages} and t.state in ('readable', 'claimed', 'preliminary')`
  return (
    row ?? {
      'to-read': 0,
      mine: 0,
      unclaimed: 0,
      'ai-critical': 0,
      overdue: 0,
      'to-sign': 0,
      'done-today': 0,
    }
  )
}
