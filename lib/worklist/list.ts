import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/may'
import { db } from '@/lib/db/client'
import { aiHealth, type AiHealth } from '@/lib/db/reading/sql/ai-health'
import { worklistCounts } from '@/lib/db/reading/sql/worklist-counts'
import { worklistRows } from '@/lib/db/reading/sql/worklist-rows'
import { lastBeat, readModelStatus, type ModelStatus } from '@/lib/db/triage/installation-facts'
import { searchWords } from '@/lib/dicom/search-words'
import { dayStart } from '@/lib/reading/day-start'
import { toRow } from './to-row'
import type { WorklistAnswer, WorklistView } from './worklist-row'

export interface WorklistQuery {
  view?: WorklistView
  q?: string
  modality?: string
  /** Where the reader's day begins; else where the server's does. */
  since?: Date
  limit?: number
}

/** A model answers in seconds; a study that waits this long has no worker. */
const patienceMs = 60_000
/** A worker says every three seconds that it lives. */
const silenceMs = 20_000

/**
 * The reading list: earliest deadline first, equal deadlines in a fixed order, so that two lists never differ.
 * Counts are exact for each view and do not follow the search. Who may not read AI results cannot find by view or count
 * which studies have critical ones. Three statements, whatever the number of rows.
 */
export async function list({
  actor,
  query,
  now = new Date(),
}: {
  actor: Actor
  query: WorklistQuery
  now?: Date
}): Promise<WorklistAnswer> {
  const filter = {
    view: query.view ?? 'to-read',
    terms: searchWords(query.q ?? ''),
    modality: query.modality ?? null,
    userId: actor.kind === 'user' ? actor.userId : null,
    now,
    dayStart: query.since ?? dayStart(now),
  }
  const findings = may(actor, 'ai:read').allowed
  const [records, counts, health, beat, models] = await Promise.all([
    filter.view === 'ai-critical' && !findings ? [] : worklistRows(db(), filter, query.limit ?? 500),
    worklistCounts(db(), filter),
    aiHealth(db(), new Date(now.getTime() - patienceMs)),
    lastBeat(db()),
    readModelStatus(db()),
  ])
  return {
    rows: records.map((record) => toRow(record, actor)),
    counts: findings ? counts : { ...counts, 'ai-critical': 0 },
    notices: notices(health, { away: beat !== null && now.getTime() - beat.getTime() > silenceMs, models }),
    serverTime: now.toISOString(),
  }
}

function notices(
  { waiting, offReasons }: AiHealth,
  { away, models }: { away: boolean; models: readonly ModelStatus[] | null },
): string[] {
  const reasons = (models ?? []).filter(({ state }) => state === 'off').map(({ reason }) => reason)
  const off = [...new Set([...offReasons, ...reasons])].map((reason) => `AI is off: ${reason}`)
  if (away) off.push('The AI worker is away; the list goes on without it.')
  if (waiting === 0) return off
  const studies = waiting === 1 ? '1 study has' : `${waiting} studies have`
  return [...off, `${studies} waited more than a minute for AI; the list goes on without it.`]
}
