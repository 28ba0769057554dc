import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actorForTest } from '@/lib/access/actor-for-test'
import { db } from '@/lib/db/client'
import { studyForTest } from '@/lib/db/reading/study-for-test'
import { useTestDatabase } from '@/lib/db/test-database'
import { defaultTargets } from '@/lib/reading/deadline-policy'
import { applyFindings, setAiState } from './advance-deadline'
import { list } from './list'
import { makeReadable } from './make-readable'
import type { ModelRunResult } from './model-run-result'
import { setPolicy } from './set-policy'
import { setUrgency } from './set-urgency'

useTestDatabase()

const start = new Date('2026-03-01T08:42:00Z')
const after = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000)
const stat = { RequestedProcedurePriority: 'STAT', CurrentPatientLocation: 'ED BAY 4' }

async function readable(attributes = {}): Promise<string> {
  const studyId = await studyForTest()
  await makeReadable({ studyId, now: start, attributes })
  return studyId
}

function run(urgency: string, id: string = randomUUID(), outcome = 'completed'): ModelRunResult {
  const finding = { name: 'pneumothorax', label: 'Pneumothorax', probability: 0.914, positive: true, urgency }
  return {
    id,
    modelName: 'chest',
    modelVersion: '1',
    outcome,
    reason: outcome === 'completed' ? '' : 'lateral view',
    urgency,
    findings: outcome === 'completed' && urgency !== 'none' ? [finding] : [],
  }
}

async function taskOf(studyId: string) {
  return db().readingTask.findUniqueOrThrow({
    where: { studyId },
    select: {
      dueAt: true,
      aiState: true,
      aiReason: true,
      targetMinutes: true,
      policyVersion: true,
      urgency: true,
    },
  })
}

async function rowOf(studyId: string) {
  const answer = await list({ actor: await actorForTest('radiologist'), query: {}, now: after(1) })
  return answer.rows.find((row) => row.studyId === studyId)
}

describe('deadlines in the database', () => {
  it('gives a settled study the deadline of its class, once', async () => {
    const studyId = await readable(stat)
    expect(await makeReadable({ studyId, now: after(30) })).toBe(false)
    expect((await taskOf(studyId)).dueAt).toEqual(after(60))
    const events = await db().readingEvent.findMany({ where: { studyId }, select: { type: true } })
    expect(events.map((event) => event.type)).toEqual(['received', 'readable'])
  })

  it('settles once when two workers do it at the same moment', async () => {
    const studyId = await studyForTest()
    const both = await Promise.all([makeReadable({ studyId }), makeReadable({ studyId })])
    expect(both.filter(Boolean)).toHaveLength(1)
  })

  it('moves the study forward for a critical finding and says why on the row', async () => {
    const studyId = await readable(stat)
    await applyFindings({ studyId, runs: [run('critical')], now: after(1) })
    expect(await taskOf(studyId)).toMatchObject({ dueAt: after(15), aiState: 'completed' })
    expect((await rowOf(studyId))?.reason).toBe('ED STAT 60 min → AI pneumothorax 0.91: 15 min')
  })

  it('takes the same result in once, though jobs run more than once', async () => {
    const studyId = await readable(stat)
    const result = run('urgent')
    await applyFindings({ studyId, runs: [result] })
    await applyFindings({ studyId, runs: [result] })
    expect(await db().readingEvent.count({ where: { studyId, type: 'ai-result' } })).toBe(1)
  })

  it('never moves a study back, whatever models say', async () => {
    const result = fc.record({
      urgency: fc.constantFrom('critical', 'urgent', 'soon', 'none', 'nonsense'),
      outcome: fc.constantFrom('completed', 'abstained', 'failed', 'ineligible'),
      which: fc.integer({ min: 0, max: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(stat, {}),
        fc.array(result, { maxLength: 6 }),
        async (attributes, results) => {
          const studyId = await readable(attributes)
          const ids = Array.from({ length: 4 }, () => randomUUID())
          let before = (await taskOf(studyId)).dueAt
          for (const { urgency, outcome, which } of results) {
            await applyFindings({ studyId, runs: [run(urgency, ids[which], outcome)] })
            const { dueAt } = await taskOf(studyId)
            expect(dueAt.getTime()).toBeLessThanOrEqual(before.getTime())
            before = dueAt
          }
        },
      ),
      { numRuns: 15 },
    )
  }, 60_000)

  it('shows why a model did not look', async () => {
    const studyId = await readable()
    await applyFindings({ studyId, runs: [run('none', randomUUID(), 'abstained')] })
    expect(await taskOf(studyId)).toMatchObject({ aiState: 'abstained', aiReason: 'lateral view' })
    const actor = await actorForTest('radiologist')
    const rows = (await list({ actor, query: {}, now: start })).rows
    expect(rows.find((row) => row.studyId === studyId)?.ai).toMatchObject({
      state: 'abstained',
      reason: 'lateral view',
    })
    await setAiState({ studyId, state: 'off', reason: 'The model file has another hash than its card.' })
    const answer = await list({ actor, query: {}, now: start })
    expect(answer.notices).toContain('AI is off: The model file has another hash than its card.')
  })

  it('lets a person correct the class, with a reason where the study then waits longer', async () => {
    const studyId = await readable(stat)
    const actor = await actorForTest('radiologist')
    const down = { studyId, actor, urgency: 'ROUTINE', patientClass: 'OUTPATIENT' } as const
    await expect(setUrgency({ ...down, reason: ' ' })).rejects.toMatchObject({ code: 'invalid' })
    await setUrgency({ ...down, reason: 'Ordered by mistake' })
    expect((await taskOf(studyId)).dueAt).toEqual(after(1440))
    await applyFindings({ studyId, runs: [run('critical')] })
    await setUrgency({ studyId, actor, urgency: 'URGENT', patientClass: 'OUTPATIENT', reason: '' })
    expect((await taskOf(studyId)).dueAt).toEqual(after(15))
  })

  it('applies a new policy to what waits only where it shortens the wait', async () => {
    const studyId = await readable(stat)
    const head = await actorForTest('department-head')
    const shorter = { ...defaultTargets, STAT: { ...defaultTargets.STAT, ED: 20 } }
    const { version } = await setPolicy({ targets: shorter, reason: 'Audit of February', actor: head })
    expect(await taskOf(studyId)).toMatchObject({
      dueAt: after(20),
      targetMinutes: 20,
      policyVersion: version,
    })
    const longer = { ...defaultTargets, STAT: { ...defaultTargets.STAT, ED: 50 } }
    await setPolicy({ targets: longer, reason: 'Too tight', actor: head })
    expect((await taskOf(studyId)).dueAt).toEqual(after(20))
    const later = await readable(stat)
    expect((await taskOf(later)).dueAt).toEqual(after(50))
  })
})
