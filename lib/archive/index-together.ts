import { newId } from '@/lib/db/archive/new-id'
import type { NewInstance } from '@/lib/db/archive/new-instance'
import { appendInstances, type Appended } from '@/lib/db/archive/sql/append-instances'
import { insertPlaces } from '@/lib/db/archive/sql/insert-places'
import { knownPlaces } from '@/lib/db/archive/sql/known-places'
import { isDatabaseUnavailable } from '@/lib/db/is-unavailable'
import { sqlPool, sqlTransaction } from '@/lib/db/sql-pool'
import { log } from '@/lib/log'
import { announceAt, arrived, settledAt } from './announce-arrival'
import { announcement } from './announcement'
import { decidePlaces, keyOf } from './decide-places'
import { urgencyAttributes } from './urgency-attributes'

interface Waiting {
  instance: NewInstance
  resolve(indexed: Appended | null): void
  reject(error: unknown): void
}

const mostInstances = 200
const mostBytes = 4 * 1024 * 1024

let waiting: Waiting[] = []
let isUnderWay = false

/** Series that were in the index a moment ago: their images need no place to be made. */
const lately = new Set<string>()
const mostRemembered = 5_000

/**
 * Indexes an instance together with all that arrive, over whatever association or request, while the group before is
 * being committed: one statement and one flush of the database's log for all of them. Resolves after the commit.
 * @returns null when its place has to be decided by itself (index-instance); nothing was changed then
 * @throws when the database is away; whether the group was committed is not known then
 */
export function indexTogether(instance: NewInstance): Promise<Appended | null> {
  return new Promise((resolve, reject) => {
    waiting.push({ instance, resolve, reject })
    if (!isUnderWay) void indexGroups()
  })
}

async function indexGroups(): Promise<void> {
  isUnderWay = true
  while (waiting.length > 0) {
    const group = nextGroup()
    const inKnownSeries = group.filter(({ instance }) => lately.has(instance.header.SeriesInstanceUID))
    const others = group.filter(({ instance }) => !lately.has(instance.header.SeriesInstanceUID))
    await Promise.all([answer(inKnownSeries, append), answer(others, makePlacesAndAppend)])
  }
  isUnderWay = false
}

function nextGroup(): Waiting[] {
  let bytes = 0
  const end = waiting.findIndex(({ instance }, i) => {
    bytes += instance.metadata.length
    return i === mostInstances || (i > 0 && bytes > mostBytes)
  })
  const group = end < 0 ? waiting : waiting.slice(0, end)
  waiting = end < 0 ? [] : waiting.slice(end)
  return group
}

async function answer(
  group: readonly Waiting[],
  index: (instances: NewInstance[]) => Promise<(Appended | null)[]>,
): Promise<void> {
  if (group.length === 0) return
  try {
    const answers = await index(group.map(({ instance }) => instance))
    group.forEach(({ instance, resolve }, i) => {
      const indexed = answers[i] ?? null
      if (indexed) remember(instance.header.SeriesInstanceUID)
      resolve(indexed)
    })
  } catch (error) {
    if (isDatabaseUnavailable(error)) {
      for (const { reject } of group) reject(error)
      return
    }
    // One of the group does not fit the database: rolled back for certain, and each is tried by itself. Of the error
    // only the code is told: its details may quote a patient.
    log.warn({ code: codeOf(error), images: group.length }, 'images are indexed one by one')
    for (const { resolve } of group) resolve(null)
  }
}

async function append(instances: NewInstance[]): Promise<(Appended | null)[]> {
  const group = instances.map((instance) => ({ id: newId(), instance, announceAt: announceAt(instance) }))
  const answers = await appendInstances(sqlPool(), group, announcement)
  answers.forEach((indexed, i) => {
    const entry = group[i]
    if (entry && indexed?.isNew) arrived(indexed.studyId, entry.instance, entry.announceAt !== null)
  })
  return answers
}

/** The first images of a series: of a known study, or of a new one. */
async function makePlacesAndAppend(instances: NewInstance[]): Promise<(Appended | null)[]> {
  const answers = await sqlTransaction(async (tx) => {
    const known = await knownPlaces(tx, {
      studies: instances.map(({ header }) => header.StudyInstanceUID),
      series: instances.map(({ header }) => header.SeriesInstanceUID),
      patientKeys: instances.map(keyOf),
    })
    const { make, placed } = decidePlaces(instances, known, newId)
    if (placed.length === 0) return []
    if (make.series.length > 0 && !(await insertPlaces(tx, make, urgencyAttributes))) throw new Contended()
    const group = placed.map((instance) => ({ id: newId(), instance, announceAt: settledAt(instance) }))
    const appended = await appendInstances(tx, group, announcement)
    // A study or series must not be left behind for an image that turned out to be stored elsewhere.
    if (make.series.length > 0 && appended.some((indexed) => !indexed?.isNew)) throw new Contended()
    return placed.map((instance, i) => ({ instance, indexed: appended[i] ?? null }))
  }).catch((error: unknown) => {
    if (error instanceof Contended) return []
    throw error
  })
  const byInstance = new Map(answers.map(({ instance, indexed }) => [instance, indexed]))
  for (const [instance, indexed] of byInstance) if (indexed?.isNew) arrived(indexed.studyId, instance, true)
  return instances.map((instance) => byInstance.get(instance) ?? null)
}

/** Somebody else has made the same place, or stored the same image, at the same moment. */
class Contended extends Error {}

/** The series is in the index, however it came there: its next images need no place. */
export function remember(SeriesInstanceUID: string): void {
  if (lately.size >= mostRemembered) lately.clear()
  lately.add(SeriesInstanceUID)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
