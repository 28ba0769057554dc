import type { Db } from '../client'

/**
 * Gives back jobs whose worker process died with them: locked by a name that no living process (see `beat`) has.
 * The queue itself would wait four hours. A job may then run twice, which every handler allows for.
 */
export async function releaseLostJobs(tx: Db, silenceSeconds: number): Promise<void> {
  await tx.$executeRaw`
    select graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
    from graphile_worker.jobs
    where locked_by is not null
      and locked_at < now() - make_interval(secs => ${silenceSeconds}::double precision)
      and locked_by not in (
        select jsonb_array_elements_text(value -> 'queueWorkers')
        from installation
        where key like 'worker:%' and updated_at > now() - make_interval(secs => ${silenceSeconds}::double precision))`
}
