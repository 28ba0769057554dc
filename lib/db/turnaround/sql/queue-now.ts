import type { ReadingState, Urgency } from '@/lib/reading/states'
import type { Db } from '../../client'
import { hasImages } from '../../reading/sql/has-images'
import { mainModality } from './finished-clocks'

export interface QueueRecord {
  state: ReadingState
  urgency: Urgency
  modality: string
  n: number
  overdue: number
}

/** Everything without a final report, at this moment. */
export async function queueNow(tx: Db, now: Date): Promise<QueueRecord[]> {
  return tx.$queryRaw<QueueRecord[]>`
    select state, urgency, modality, count(*)::int as n, (count(*) filter (where due_at < ${now}))::int as overdue
    from (
      select t.state, t.urgency, t.due_at, ${mainModality} as modality
      from reading_task t join study s on s.id = t.study_pk
      where ${hasImages} and t.state in ('readable', 'claimed', 'preliminary')
    ) open
    group by state, urgency, modality
    order by state, urgency, modality`
}
