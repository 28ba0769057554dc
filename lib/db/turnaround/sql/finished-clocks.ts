import { Prisma } from '../../generated/client'

/** Object kinds that ride along with images and are not what was examined. */
const companions = ['SR', 'PR', 'KO', 'SEG', 'DOC', 'AU', 'REG', 'RTSTRUCT']

/**
 * The one set of rows behind every figure of turnaround: a row per study and stretch that ended in the period,
 * with class, main modality and lateness. Chart and table are both aggregates of it, so they agree.
 * A stretch runs from the first event of its kind to the first of the next; clocks of two machines that disagree
 * give 0, never less.
 */
export function finishedClocks({ from, to }: { from: Date; to: Date }): Prisma.Sql {
  return Prisma.sql`
    ended as (
      select distinct study_pk from reading_event
      where type in ('readable', 'claimed', 'preliminary', 'final') and at >= ${from} and at < ${to}
    ),
    milestone as (
      select e.study_pk,
        min(e.at) filter (where e.type = 'received') as received,
        min(e.at) filter (where e.type = 'readable') as readable,
        min(e.at) filter (where e.type = 'claimed') as claimed,
        min(e.at) filter (where e.type = 'preliminary') as preliminary,
        min(e.at) filter (where e.type = 'final') as final
      from reading_event e join ended using (study_pk)
      where e.type in ('received', 'readable', 'claimed', 'preliminary', 'final')
      group by e.study_pk
    ),
    way as materialized (
      select m.*, t.urgency, t.due_at, ${mainModality} as modality
      from milestone m join reading_task t on t.study_pk = m.study_pk join study s on s.id = m.study_pk
    ),
    finished as (
      select m.study_pk, m.urgency, m.modality, c.clock, c.ended_at,
        greatest(extract(epoch from c.ended_at - c.started_at) / 60, 0)::float8 as minutes,
        c.ended_at > m.due_at as late
      from way m
      cross join lateral (values
        ('receivedToReadable', m.received, m.readable),
        ('readableToClaimed', m.readable, m.claimed),
        ('claimedToPreliminary', m.claimed, m.preliminary),
        ('preliminaryToFinal', m.preliminary, m.final),
        ('claimedToFinal', m.claimed, m.final),
        ('readableToFinal', m.readable, m.final),
        ('receivedToFinal', m.received, m.final)
      ) as c (clock, started_at, ended_at)
      where c.started_at is not null and c.ended_at >= ${from} and c.ended_at < ${to}
    )`
}

/** Of `study s`. */
export const mainModality = Prisma.sql`coalesce(
  (select m from unnest(s.modalities_in_study) with ordinality u (m, place)
   where m <> all (${companions}::text[]) order by place limit 1), 'OT')`
