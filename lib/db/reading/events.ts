import type { ReadingEventType } from '@/lib/reading/events'
import type { Db } from '../client'

export interface NewReadingEvent {
  studyId: string
  type: ReadingEventType
  at: Date
  actorId?: string | null
  /** Ids, numbers and our own words. */
  data?: Record<string, string | number | boolean | null>
}

export async function appendEvent(tx: Db, event: NewReadingEvent): Promise<void> {
  await tx.readingEvent.create({
    data: { ...event, actorId: event.actorId ?? null, data: event.data ?? {} },
    select: { id: true },
  })
}

export async function appendEvents(tx: Db, events: readonly NewReadingEvent[]): Promise<void> {
  if (events.length === 0) return
  await tx.readingEvent.createMany({
    data: events.map((event) => ({ ...event, actorId: event.actorId ?? null, data: event.data ?? {} })),
  })
}

/** Which outcomes of model runs the log has already taken in, as "<run>:<outcome>". */
export async function heardRuns(tx: Db, studyId: string): Promise<Set<string>> {
  const rows = await tx.readingEvent.findMany({
    where: { studyId, type: 'ai-result' },
    select: { data: true },
  })
  return new Set(
    rows.map(({ data }) => {
      const { modelRunId, outcome } = data as { modelRunId?: string; outcome?: string }
      return `${modelRunId ?? ''}:${outcome ?? ''}`
    }),
  )
}

/** The data of the study's first 'received' event: what the archive knew when it arrived. */
export async function firstReceived(tx: Db, studyId: string): Promise<{ at: Date; data: unknown } | null> {
  return tx.readingEvent.findFirst({
    where: { studyId, type: 'received' },
    orderBy: { id: 'asc' },
    select: { at: true, data: true },
  })
}
