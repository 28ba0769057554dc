import { beforeEach, describe, expect, it } from 'vitest'
import { actorForTest } from '@/lib/access/actor-for-test'
import { db } from '@/lib/db/client'
import { studyForTest } from '@/lib/db/reading/study-for-test'
import { useTestDatabase } from '@/lib/db/test-database'
import { AppError } from '@/lib/errors'
import { readLog } from '@/lib/reading/reading-log'
import { readingEventTypes } from '@/lib/reading/events'
import { z } from 'zod'
import { claim } from './claim'
import { expireClaims } from './expire-claims'
import { heartbeat } from './heartbeat'
import { makeReadable } from './make-readable'
import { nextCase } from './next-case'
import { release } from './release'
import { takeOver } from './take-over'

useTestDatabase()

const minute = 60_000
const at = (minutes: number): Date => new Date(Date.UTC(2026, 2, 1, 8, 0) + minutes * minute)

async function readable(now = at(0)): Promise<string> {
  const studyId = await studyForTest()
  await makeReadable({ studyId, now })
  return studyId
}

async function stateOf(studyId: string) {
  return db().readingTask.findUniqueOrThrow({
    where: { studyId },
    select: { state: true, claimedById: true, claimExpiresAt: true },
  })
}

/** The log must always tell the same as the task. */
async function stateByLog(studyId: string) {
  const events = await db().readingEvent.findMany({
    where: { studyId },
    orderBy: { id: 'asc' },
    select: { type: true, actorId: true },
  })
  return readLog(events.map((event) => ({ ...event, type: z.enum(readingEventTypes).parse(event.type) })))
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

describe('claims', () => {
  beforeEach(async () => {
    await db().readingTask.deleteMany({})
  })

  it('gives twenty readers who press "next case" at once twenty studies, the most urgent ones', async () => {
    const studies: string[] = []
    for (let i = 0; i < 25; i++) studies.push(await readable(at(i)))
    const readers = await Promise.all(Array.from({ length: 20 }, () => actorForTest('radiologist')))
    const claims = await Promise.all(readers.map((actor) => nextCase({ actor, now: at(30) })))
    const got = claims.map((c) => c?.studyId)
    expect(new Set(got).size).toBe(20)
    expect([...got].sort()).toEqual(studies.slice(0, 20).sort())
  })

  it('lets exactly one of many claim the same study', async () => {
    const studyId = await readable()
    const readers = await Promise.all(Array.from({ length: 8 }, () => actorForTest('radiologist')))
    const results = await Promise.all(readers.map((actor) => codeOf(claim({ studyId, actor }))))
    expect(results.filter((code) => code === 'no error')).toHaveLength(1)
    expect(results.filter((code) => code === 'conflict')).toHaveLength(7)
  })

  it('answers null when nothing waits', async () => {
    expect(await nextCase({ actor: await actorForTest('radiologist') })).toBeNull()
  })

  it('claims again what one holds, and says who holds what one does not', async () => {
    const studyId = await readable()
    const [ana, ben] = [await actorForTest('radiologist'), await actorForTest('resident')]
    await claim({ studyId, actor: ana, now: at(0) })
    const again = await claim({ studyId, actor: ana, now: at(5) })
    expect(new Date(again.expiresAt).getTime()).toBe(at(15).getTime())
    await expect(claim({ studyId, actor: ben, now: at(6) })).rejects.toMatchObject({
      code: 'conflict',
      detail: { claimedBy: ana.displayName },
    })
  })

  it('returns a study whose reader has vanished, once', async () => {
    const studyId = await readable()
    const actor = await actorForTest('radiologist')
    await claim({ studyId, actor, now: at(0) })
    expect(await expireClaims({ now: at(9) })).toBe(0)
    const counts = await Promise.all([expireClaims({ now: at(11) }), expireClaims({ now: at(11) })])
    expect(counts[0] + counts[1]).toBe(1)
    expect(await stateOf(studyId)).toMatchObject({
      state: 'readable',
      claimedById: null,
      claimExpiresAt: null,
    })
    expect(await codeOf(heartbeat({ studyId, actor, now: at(12) }))).toBe('conflict')
    expect(await stateByLog(studyId)).toEqual({ state: 'readable', claimedBy: null })
  })

  it('keeps a claim alive as long as its page is', async () => {
    const studyId = await readable()
    const actor = await actorForTest('radiologist')
    await claim({ studyId, actor, now: at(0) })
    await heartbeat({ studyId, actor, now: at(8) })
    expect(await expireClaims({ now: at(11) })).toBe(0)
    expect(await stateOf(studyId)).toMatchObject({ state: 'claimed', claimedById: actor.userId })
  })

  it('gives an expired claim to the next who asks, with both events in the log', async () => {
    const studyId = await readable()
    const [ana, ben] = [await actorForTest('radiologist'), await actorForTest('radiologist')]
    await claim({ studyId, actor: ana, now: at(0) })
    expect(await nextCase({ actor: ben, now: at(11) })).toMatchObject({ studyId })
    expect(await stateByLog(studyId)).toEqual({ state: 'claimed', claimedBy: ben.userId })
  })

  it('releases only what one holds', async () => {
    const studyId = await readable()
    const [ana, ben] = [await actorForTest('radiologist'), await actorForTest('radiologist')]
    await claim({ studyId, actor: ana })
    await release({ studyId, actor: ben })
    expect(await stateOf(studyId)).toMatchObject({ claimedById: ana.userId })
    await release({ studyId, actor: ana })
    expect(await stateOf(studyId)).toMatchObject({ state: 'readable', claimedById: null })
  })

  it('lets a radiologist take a study over, and nobody else', async () => {
    const studyId = await readable()
    const [ana, ben, res] = [
      await actorForTest('radiologist'),
      await actorForTest('radiologist'),
      await actorForTest('resident'),
    ]
    await claim({ studyId, actor: ana })
    expect(await codeOf(takeOver({ studyId, actor: res }))).toBe('forbidden')
    await takeOver({ studyId, actor: ben })
    expect(await stateOf(studyId)).toMatchObject({ state: 'claimed', claimedById: ben.userId })
    expect(await stateByLog(studyId)).toEqual({ state: 'claimed', claimedBy: ben.userId })
  })

  it('audits a claim in the transaction that makes it', async () => {
    const studyId = await readable()
    const actor = await actorForTest('radiologist')
    await claim({ studyId, actor })
    const rows = await db().auditEvent.findMany({
      where: { studyId },
      select: { action: true, actor: true, outcome: true },
    })
    expect(rows).toEqual([{ action: 'study:claim', actor: `user:${actor.userId}`, outcome: 'success' }])
  })

  it('says plainly that a study is still arriving', async () => {
    const studyId = await studyForTest()
    expect(await codeOf(claim({ studyId, actor: await actorForTest('radiologist') }))).toBe('not-found')
  })
})
