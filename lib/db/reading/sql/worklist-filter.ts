import type { WorklistView } from '@/lib/worklist/worklist-row'
import { Prisma } from '../../generated/client'

/** What a list shows; `terms` are folded already and all must be found. */
export interface WorklistFilter {
  view: WorklistView
  terms: { folded: string; plain: string }[]
  modality: string | null
  /** The reader, for 'mine'; null for machines. */
  userId: string | null
  now: Date
  /** Where "today" begins for the reader. */
  dayStart: Date
}

const unread = Prisma.sql`t.state in ('readable', 'claimed')`

/** Uses the reasons on the task itself, so that a list of thousands reads no other table for it. */
export const aiCritical = Prisma.sql`t.due_reasons @> '[{"source": "ai", "urgency": "critical"}]'::jsonb`

/** Each view as a condition on `reading_task t`. */
export function viewCondition(
  view: WorklistView,
  { userId, now, dayStart }: Omit<WorklistFilter, 'view'>,
): Prisma.Sql {
  switch (view) {
    case 'to-read':
      return unread
    case 'mine':
      return Prisma.sql`t.claimed_by = ${userId}::uuid and t.state in ('claimed', 'preliminary')`
    case 'unclaimed':
      return Prisma.sql`t.state = 'readable'`
    case 'ai-critical':
      return Prisma.sql`${unread} and ${aiCritical}`
    case 'overdue':
      return Prisma.sql`${unread} and t.due_at < ${now}`
    case 'to-sign':
      return Prisma.sql`(t.state = 'preliminary' or (t.state in ('final', 'addended') and t.study_pk in (${imagesUnanswered})))`
    case 'done-today':
      return Prisma.sql`t.state in ('preliminary', 'final', 'addended') and t.study_pk in (${signedSince(dayStart)})`
  }
}

/** Signed studies that got images afterwards and no addendum since, by the index on (type, at). */
export const imagesUnanswered = Prisma.sql`select e.study_pk from reading_event e
  where e.type = 'images-added' and not exists (
    select 1 from reading_event later
    where later.study_pk = e.study_pk and later.id > e.id and later.type in ('final', 'addended'))`

/** Studies signed since a moment, by the index on (type, at). */
export function signedSince(since: Date): Prisma.Sql {
  return Prisma.sql`select e.study_pk from reading_event e
    where e.type in ('preliminary', 'final', 'addended') and e.at >= ${since}`
}

/** Every term in the name, the ID, the accession number or the description; `%` and `_` are plain characters. */
export function searchCondition({ terms, modality }: Pick<WorklistFilter, 'terms' | 'modality'>): Prisma.Sql {
  const conditions = terms.map(({ folded, plain }) => {
    const [name, text] = [contains(folded), contains(plain)]
    return Prisma.sql`(p.name_key like ${name} or lower(p.patient_id) like ${text}
      or lower(s.accession_number) like ${text} or lower(s.study_description) like ${text})`
  })
  if (modality) conditions.push(Prisma.sql`${modality} = any(s.modalities_in_study)`)
  return conditions.length ? Prisma.join(conditions, ' and ') : Prisma.sql`true`
}

function contains(term: string): string {
  return `%${term.replace(/[\\%_]/g, '\\$&')}%`
}
