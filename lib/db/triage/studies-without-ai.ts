import type { Db } from '../client'

/**
 * Unread studies that a model has something to say about still: waiting when the worker went away or while models were
 * off, or answered for before their last image came.
 */
export async function studiesWithoutAi(tx: Db): Promise<string[]> {
  const tasks = await tx.$queryRaw<{ studyId: string }[]>`
    select t.study_pk as "studyId" from reading_task t
    where t.state in ('readable', 'claimed', 'preliminary')
      and exists (select 1 from study s where s.id = t.study_pk and s.number_of_study_related_instances > 0)
      and (t.ai_state in ('pending', 'off') or exists (
        select 1 from instance i join series se on se.id = i.series_pk
        where se.study_pk = t.study_pk
          and i.received_at > (select max(r.started_at) from model_run r where r.study_pk = t.study_pk)))
    order by t.due_at`
  return tasks.map((task) => task.studyId)
}
