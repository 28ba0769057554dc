import { db } from '../client'

export interface RuledStudyRow {
  studyId: string
  StudyInstanceUID: string
  receivedAt: Date
  lastReceivedAt: Date
  StudyDate: string
  StudyDescription: string
  InstitutionName: string
  ModalitiesInStudy: string[]
  bodyParts: string[]
  origins: string[]
  revision: number
  instances: number
  bytes: number
  /** The reading state; null: nobody is to read it. */
  state: string | null
  isHeld: boolean
  /** Of the study when it was moved to the cold place. */
  coldRevision: number | null
}

const page = 500

/**
 * Studies by the moment their first image came, oldest first, page by page: what rules look at. A study's last image
 * came no earlier, so `receivedBefore` is no loss to whoever asks for old ones.
 */
export async function* ruledStudies({
  receivedFrom = new Date(0),
  receivedBefore,
}: {
  receivedFrom?: Date
  receivedBefore: Date
}): AsyncGenerator<RuledStudyRow> {
  let after = { at: receivedFrom, id: '00000000-0000-0000-0000-000000000000' }
  for (;;) {
    const rows = await pageOf(after, receivedBefore)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < page) return
    after = { at: last.receivedAt, id: last.studyId }
  }
}

export async function ruledStudy(studyId: string): Promise<RuledStudyRow | null> {
  const [row] = await db().$queryRawUnsafe<RuledStudyRow[]>(`${columns} where s.id = $1::uuid`, studyId)
  return row ? numbered(row) : null
}

async function pageOf(after: { at: Date; id: string }, before: Date): Promise<RuledStudyRow[]> {
  const rows = await db().$queryRawUnsafe<RuledStudyRow[]>(
    `${columns} where (s.received_at, s.id) > ($1::timestamptz, $2::uuid) and s.received_at < $3::timestamptz
     order by s.received_at, s.id limit ${page}`,
    after.at,
    after.id,
    before,
  )
  return rows.map(numbered)
}

const columns = `
  select s.id as "studyId", s.study_instance_uid as "StudyInstanceUID", s.received_at as "receivedAt",
    s.last_received_at as "lastReceivedAt", s.study_date as "StudyDate",
    s.study_description as "StudyDescription", s.institution_name as "InstitutionName",
    s.modalities_in_study as "ModalitiesInStudy", s.body_parts as "bodyParts", s.revision,
    held.origins, held.instances, held.bytes, t.state, c.revision as "coldRevision",
    exists (select from legal_hold h where h.study_pk = s.id and h.released_at is null) as "isHeld"
  from study s
  left join reading_task t on t.study_pk = s.id
  left join cold_study c on c.study_pk = s.id
  cross join lateral (
    select coalesce(array_agg(distinct i.origin), '{}') as origins, count(*) as instances,
      coalesce(sum(i.byte_length), 0) as bytes
    from series e join instance i on i.series_pk = e.id where e.study_pk = s.id
  ) held`

function numbered(row: RuledStudyRow): RuledStudyRow {
  return { ...row, instances: Number(row.instances), bytes: Number(row.bytes) }
}
