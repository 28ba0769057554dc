import type { Tx } from '../../client'

/**
 * Frees every claim whose lease has run out. A row that somebody holds locked is being claimed, prolonged or
 * signed at this very moment and is left for the next round.
 */
export async function releaseExpired(tx: Tx, now: Date): Promise<{ studyId: string; userId: string }[]> {
  return tx.$queryRaw<{ studyId: string; userId: string }[]>`
    with expired as (
      select study_pk, claimed_by from reading_task
      where claimed_by is not null and claim_expires_at <= ${now}
      for update skip locked
    )
    update reading_task t
    set state = case when t.state = 'claimed' then 'readable' else t.state end,
        claimed_by = null, claimed_at = null, claim_expires_at = null, updated_at = now()
    from expired e
    where t.study_pk = e.study_pk
    returning t.study_pk as "studyId", e.claimed_by as "userId"`
}
