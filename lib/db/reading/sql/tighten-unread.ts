import type { DeadlineTargets } from '@/lib/reading/deadline-policy'
import type { Tx } from '../../client'

export interface Tightened {
  studyId: string
  dueBefore: Date
  dueAfter: Date
}

/**
 * Applies a new policy to the studies that still wait, where it gives their class less time. One statement,
 * because a department may have thousands of them.
 */
export async function tightenUnread(
  tx: Tx,
  { targets, version }: { targets: DeadlineTargets; version: number },
): Promise<Tightened[]> {
  const json = JSON.stringify(targets)
  return tx.$queryRaw<Tightened[]>`
    with waiting as (
      select study_pk, due_at as due_before,
             (${json}::jsonb -> urgency ->> patient_class)::int as minutes
      from reading_task
      where state in ('readable', 'claimed')
      order by study_pk
      for update
    )
    update reading_task t
    set target_minutes = w.minutes,
        policy_version = ${version},
        due_at = least(t.due_at, t.readable_at + make_interval(mins => w.minutes)),
        due_reasons = jsonb_set(t.due_reasons, '{0,targetMinutes}', to_jsonb(w.minutes)),
        updated_at = now()
    from waiting w
    where t.study_pk = w.study_pk and w.minutes < t.target_minutes
    returning t.study_pk as "studyId", w.due_before as "dueBefore", t.due_at as "dueAfter"`
}
