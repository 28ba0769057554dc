import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db/client'
import { studyForTest } from '@/lib/db/reading/study-for-test'
import { useTestDatabase } from '@/lib/db/test-database'
import { answerTurnaround } from './answer-turnaround'

useTestDatabase()

const midnight = Date.UTC(2026, 2, 2)
const at = (minutes: number): Date => new Date(midnight + minutes * 60_000)
const period = { from: at(0), to: at(24 * 60), now: at(24 * 60) }

interface Way {
  urgency: 'STAT' | 'ROUTINE'
  modality: string[]
  received: number
  readable: number
  dueAfter: number
  claimed?: number
  preliminary?: number
  final?: number
}

/** Writes a study's log by hand, so that the right figures are known beforehand. */
async function walk({ urgency, modality, dueAfter, ...moments }: Way): Promise<void> {
  const studyId = await studyForTest({ ModalitiesInStudy: modality, receivedAt: at(moments.received) })
  const { readable, claimed, preliminary, final } = moments
  for (const [type, minutes] of Object.entries({ readable, claimed, preliminary, final })) {
    if (minutes === undefined) continue
    await db().readingEvent.create({ data: { studyId, type, at: at(minutes) }, select: { id: true } })
  }
  const state = final ? 'final' : preliminary ? 'preliminary' : claimed ? 'claimed' : 'readable'
  await db().readingTask.create({
    data: {
      studyId,
      state,
      urgency,
      patientClass: 'ED',
      readableAt: at(readable),
      targetMinutes: dueAfter,
      policyVersion: 0,
      dueAt: at(readable + dueAfter),
      dueReasons: [],
    },
    select: { studyId: true },
  })
}

beforeAll(async () => {
  const stat = { urgency: 'STAT', modality: ['SR', 'CR'], dueAfter: 60 } as const
  // Readable → final: 10, 20, 30, 40 and 100 minutes; the last one is 40 minutes late.
  await walk({ ...stat, modality: ['CR'], received: 60, readable: 61, claimed: 65, final: 71 })
  await walk({ ...stat, modality: ['CR'], received: 120, readable: 121, claimed: 125, final: 141 })
  await walk({ ...stat, modality: ['SR', 'CR'], received: 180, readable: 181, claimed: 185, final: 211 })
  await walk({
    ...stat,
    modality: ['CR'],
    received: 240,
    readable: 241,
    claimed: 251,
    preliminary: 261,
    final: 281,
  })
  await walk({ ...stat, modality: ['CR'], received: 300, readable: 301, claimed: 390, final: 401 })
  // Finished on the next day: not of this period, though it was received in it.
  await walk({ ...stat, modality: ['CR'], received: 1380, readable: 1381, claimed: 1390, final: 1450 })
  // Open: one overdue, one preliminary and overdue, one in time.
  await walk({ urgency: 'ROUTINE', modality: ['CT'], dueAfter: 240, received: 600, readable: 604 })
  await walk({
    urgency: 'ROUTINE',
    modality: ['CT'],
    dueAfter: 60,
    received: 600,
    readable: 602,
    claimed: 610,
    preliminary: 630,
  })
  await walk({ urgency: 'ROUTINE', modality: ['MR'], dueAfter: 1440, received: 600, readable: 606 })
})

describe('turnaround', () => {
  it('gives the known percentiles of a hand-made log', async () => {
    const answer = await answerTurnaround(period)
    const overall = Object.fromEntries(
      answer.overall.map(({ clock, n, p50, p90 }) => [clock, { n, p50, p90 }]),
    )
    expect(overall.readableToFinal).toEqual({ n: 5, p50: 30, p90: 76 })
    expect(overall.preliminaryToFinal).toEqual({ n: 1, p50: 20, p90: 20 })
    expect(overall.claimedToPreliminary).toEqual({ n: 2, p50: 15, p90: 19 })
    expect(overall.receivedToReadable?.n).toBe(9)
  })

  it('groups by class and main modality and counts breaches', async () => {
    const { groups, final, finalLate, openOverdue } = await answerTurnaround(period)
    expect(
      groups.map((group) => [group.urgency, group.modality, group.final, group.finalLate, group.openOverdue]),
    ).toEqual([
      ['STAT', 'CR', 5, 1, 0],
      ['ROUTINE', 'CT', 0, 0, 2],
      ['ROUTINE', 'MR', 0, 0, 0],
    ])
    expect({ final, finalLate, openOverdue }).toEqual({ final: 5, finalLate: 1, openOverdue: 2 })
    expect(groups[1]?.clocks.readableToFinal).toEqual({ n: 0, p50: null, p90: null })
  })

  it('draws what the table says', async () => {
    const { series, final, finalLate, step } = await answerTurnaround(period)
    expect(step).toBe('hour')
    expect(series).toHaveLength(24)
    expect(series.reduce((sum, point) => sum + point.final, 0)).toBe(final)
    expect(series.reduce((sum, point) => sum + point.finalLate, 0)).toBe(finalLate)
    expect(series[1]).toMatchObject({ at: at(60).toISOString(), received: 1, final: 1, p50: 10 })
    expect(series.reduce((sum, point) => sum + point.received, 0)).toBe(9)
  })

  it('puts days where the reader’s clock has them', async () => {
    const week = { from: at(-3 * 1440), to: at(4 * 1440), now: period.now, timeZone: 'America/New_York' }
    const { series, step, final } = await answerTurnaround(week)
    expect(step).toBe('day')
    expect(series.every((point) => point.at.endsWith('T05:00:00.000Z'))).toBe(true)
    expect(series.reduce((sum, point) => sum + point.final, 0)).toBe(final)
  })

  it('says what waits now', async () => {
    const { queue } = await answerTurnaround(period)
    expect(queue).toEqual([
      { state: 'preliminary', urgency: 'ROUTINE', n: 1, overdue: 1 },
      { state: 'readable', urgency: 'ROUTINE', n: 2, overdue: 1 },
    ])
  })

  it('answers an empty period with zeros', async () => {
    const empty = await answerTurnaround({ from: at(-10_000), to: at(-9_000), now: at(-9_000) })
    expect(empty.final).toBe(0)
    expect(empty.overall.every(({ n, p50 }) => n === 0 && p50 === null)).toBe(true)
  })
})
