import { readConfig, type Config } from '@/lib/config'
import { announceStudy } from '@/lib/db/archive/sql/announce-study'
import type { Tx } from '@/lib/db/client'
import type { NewInstance } from '@/lib/db/archive/new-instance'
import { publish } from '@/lib/live/publish'
import { log } from '@/lib/log'
import { enqueue } from '@/lib/queue/enqueue'
import { announcement } from './announcement'
import { quietSeconds } from './quiet-seconds'

/** The images of one study that arrive now, by Study Instance UID. */
interface Stream {
  studyId: string
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

/** When the study has settled if no other image follows: the time of the job that this one announces. */
export function settledAt({ header, receivedAt }: NewInstance): Date {
  return new Date(receivedAt.getTime() + quietMsOf(header.Modality))
}

/** `settledAt` where an image that is appended now announces; null: not itself, `followUp` comes for it. */
export function announceAt(instance: NewInstance): Date | null {
  const { header, receivedAt } = instance
  const stream = streams.get(header.StudyInstanceUID)
  // With hardly any quiet time the job could run before this image is committed.
  const mayFollow = quietMsOf(header.Modality) >= 2 * burstMs
  if (stream && mayFollow && receivedAt.getTime() - stream.announcedAt < burstMs) return null
  return settledAt(instance)
}

/** To be called after each commit. */
export function arrived(studyId: string, { header, receivedAt }: NewInstance, announced: boolean): void {
  const uid = header.StudyInstanceUID
  const at = receivedAt.getTime()
  const stream = streams.get(uid) ?? { studyId, announcedAt: 0, quietMs: 0, lastAt: 0, trailing: undefined }
  streams.set(uid, stream)
  stream.quietMs = quietMsOf(header.Modality)
  stream.lastAt = Math.max(stream.lastAt, at)
  if (announced) stream.announcedAt = Math.max(stream.announcedAt, at)
  stream.trailing ??= setTimeout(() => follow(uid), burstMs)
}

/** Announces what is outstanding at once: before a process ends. */
export async function flushAnnouncements(): Promise<void> {
  for (const uid of [...streams.keys()]) follow(uid)
  await Promise.all(underWay)
}

/** The same inside the transaction of an image that needed the careful way. */
export async function announceInside(tx: Tx, studyId: string, instance: NewInstance): Promise<void> {
  const runAt = settledAt(instance)
  await enqueue(tx, 'study-stable', { studyId }, { jobKey: `study-stable:${studyId}`, runAt })
  await publish(tx, { studyId, change: 'received' })
}

function follow(uid: string): void {
  const following = followUp(uid).finally(() => underWay.delete(following))
  underWay.add(following)
}

async function followUp(uid: string): Promise<void> {
  const stream = streams.get(uid)
  if (!stream) return
  clearTimeout(stream.trailing)
  streams.delete(uid)
  const { studyId, lastAt, announcedAt, quietMs } = stream
  if (lastAt <= announcedAt) return
  try {
    await announceStudy(studyId, new Date(lastAt + quietMs), announcement)
  } catch (error) {
    // The images are stored and the burst's first one has left a job; the later ones are announced when it can be.
    log.warn({ err: error, studyId }, 'arrival could not be announced, trying again')
    if (streams.has(uid)) return
    const trailing = setTimeout(() => follow(uid), retryMs).unref()
    streams.set(uid, { ...stream, trailing })
  }
}

/** Read once: asked for with every image. */
let quiet: Config | undefined

function quietMsOf(Modality: string): number {
  quiet ??= readConfig()
  return quietSeconds(Modality, quiet) * 1000
}
