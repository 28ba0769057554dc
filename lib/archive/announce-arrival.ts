import { readConfig } from '@/lib/config'
import { transaction, type Tx } from '@/lib/db/client'
import type { StableJob } from '@/lib/db/archive/sql/append-instance'
import { channel } from '@/lib/live/channel'
import { publish } from '@/lib/live/publish'
import { log } from '@/lib/log'
import { enqueue } from '@/lib/queue/enqueue'
import { maxAttempts } from '@/lib/queue/jobs'
import { quietSeconds } from './quiet-seconds'

interface Stream {
  announcedAt: number
  quietMs: number
  /** Of the last image that was not announced itself. */
  lastAt: number
  trailing: NodeJS.Timeout | undefined
}

const streams = new Map<string, Stream>()
const underWay = new Set<Promise<void>>()

/**
 * Announcing an arrival (the `study-stable` job, NOTIFY to the lists) takes locks that PostgreSQL holds until the commit
 * is flushed, one transaction after the other. Done for each of 300 images it would undo the group commit. So the first
 * image of a burst announces in its own transaction, which alone guarantees that a job exists; the next ones only once
 * a quarter of a second, and a last one follows when the burst is over and sets the job's time to the last image.
 */
const burstMs = 250
const retryMs = 2_000

/** What an image that is appended now has to announce; null: not itself, `followUp` comes for it. */
export function announcement(studyId: string | null, Modality: string, now: Date): StableJob | null {
  const quietMs = quietMsOf(Modality)
  const stream = studyId === null ? undefined : streams.get(studyId)
  // With hardly any quiet time the job could run before this image is committed.
  if (stream && quietMs >= 2 * burstMs && now.getTime() - stream.announcedAt < burstMs) return null
  return {
    runAt: new Date(now.getTime() + quietMs),
    maxAttempts: maxAttempts['study-stable'],
    channel,
    change: JSON.stringify({ change: 'received' }),
  }
}

/** To be called after each commit. */
export function arrived(studyId: string, Modality: string, at: Date, announced: boolean): void {
  const stream = streams.get(studyId) ?? { announcedAt: 0, quietMs: 0, lastAt: 0, trailing: undefined }
  streams.set(studyId, stream)
  stream.quietMs = quietMsOf(Modality)
  stream.lastAt = Math.max(stream.lastAt, at.getTime())
  if (announced) stream.announcedAt = Math.max(stream.announcedAt, at.getTime())
  stream.trailing ??= setTimeout(() => follow(studyId), burstMs)
}

/** Announces what is outstanding at once: before a process ends. */
export async function flushAnnouncements(): Promise<void> {
  for (const studyId of [...streams.keys()]) follow(studyId)
  await Promise.all(underWay)
}

/** The same inside the transaction of a study's first image or of one that needed the careful way. */
export async function announceInside(tx: Tx, studyId: string, Modality: string, now: Date): Promise<void> {
  const runAt = new Date(now.getTime() + quietMsOf(Modality))
  await enqueue(tx, 'study-stable', { studyId }, { jobKey: `study-stable:${studyId}`, runAt })
  await publish(tx, { studyId, change: 'received' })
}

function follow(studyId: string): void {
  const following = followUp(studyId).finally(() => underWay.delete(following))
  underWay.add(following)
}

async function followUp(studyId: string): Promise<void> {
  const stream = streams.get(studyId)
  if (!stream) return
  clearTimeout(stream.trailing)
  streams.delete(studyId)
  if (stream.lastAt <= stream.announcedAt) return
  const runAt = new Date(stream.lastAt + stream.quietMs)
  try {
    await transaction(async (tx) => {
      await enqueue(tx, 'study-stable', { studyId }, { jobKey: `study-stable:${studyId}`, runAt })
      await publish(tx, { studyId, change: 'received' })
    })
  } catch (error) {
    // The images are stored and the burst's first one has left a job; the later ones are announced when it can be.
    log.warn({ err: error, studyId }, 'arrival could not be announced, trying again')
    if (streams.has(studyId)) return
    const trailing = setTimeout(() => follow(studyId), retryMs).unref()
    streams.set(studyId, { ...stream, trailing })
  }
}

function quietMsOf(Modality: string): number {
  return quietSeconds(Modality, readConfig()) * 1000
}
