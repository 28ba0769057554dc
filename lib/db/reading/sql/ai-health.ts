import type { Db } from '../../client'

export interface AiHealth {
  /** Studies that wait for a model for longer than a model ever takes. */
  waiting: number
  /** Why models are off, each reason once. */
  offReasons: string[]
}

/** What the studies on the list say about the models and the worker. */
export async function aiHealth(tx: Db, waitingSince: Date): Promise<AiHealth> {
  const [row] = await tx.$queryRaw<AiHealth[]>`
    select
      (count(*) filter (where ai_state = 'pending' and readable_at < ${waitingSince}))::int as waiting,
      coalesce(array_agg(distinct ai_reason) filter (where ai_state = 'off' and ai_reason <> ''), '{}') as "offReasons"
    from reading_task
    where state in ('readable', 'claimed')`
  return row ?? { waiting: 0, offReasons: [] }
}
