import type { Tx } from '../../client'
import { hasImages } from './has-images'

/**
 * Takes the first unclaimed study of the list and locks it. SKIP LOCKED lets readers who ask at the same moment
 * each get another study, without waiting for one another.
 */
export async function nextReadable(tx: Tx): Promise<string | null> {
  const rows = await tx.$queryRaw<{ studyId: string }[]>`
    select study_pk as "studyId"
    from reading_task
    where state = 'readable' and claimed_by is null
      and exists (select 1 from study s where s.id = reading_task.study_pk and ${hasImages})
    order by due_at, study_pk
    limit 1
    for update skip locked`
  return rows[0]?.studyId ?? null
}
