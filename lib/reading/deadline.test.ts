import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deadlineAt, withAi, withClass, type Deadline } from './deadline'
import { deadlineTargets, defaultTargets } from './deadline-policy'
import { dueAt } from './due-at'
import { dueReasonSentence, type DueReason } from './due-reason'

const readableAt = new Date('2026-03-01T08:42:00Z')
const minute = 60_000

function classed(targetMinutes: number): Deadline {
  return withClass(
    { readableAt, targetMinutes, reasons: [] },
    { source: 'class', urgency: 'STAT', patientClass: 'ED', targetMinutes, at: readableAt },
  )
}

const aiReason = fc.record({
  source: fc.constant('ai' as const),
  text: fc.constant('pneumothorax'),
  targetMinutes: fc.integer({ min: 1, max: 3000 }),
  at: fc.constant(readableAt.toISOString()),
  modelRunId: fc.constantFrom('a', 'b', 'c'),
  probability: fc.double({ min: 0, max: 1, noNaN: true }),
})

describe('dueAt', () => {
  it('is the moment it became readable plus the target, unless something brought it forward', () => {
    expect(dueAt({ readableAt, targetMinutes: 60, advancedTo: null })).toEqual(
      new Date('2026-03-01T09:42:00Z'),
    )
    const sooner = new Date('2026-03-01T08:57:00Z')
    expect(dueAt({ readableAt, targetMinutes: 60, advancedTo: sooner })).toEqual(sooner)
  })

  it('never recedes, whatever models say and in whatever order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.array(aiReason), (targetMinutes, reasons) => {
        let deadline = classed(targetMinutes)
        let before = deadlineAt(deadline).getTime()
        for (const reason of reasons) {
          deadline = withAi(deadline, reason)
          const after = deadlineAt(deadline).getTime()
          expect(after).toBeLessThanOrEqual(before)
          before = after
        }
        const lowest = Math.min(targetMinutes, ...reasons.map((reason) => reason.targetMinutes))
        expect(before).toBe(readableAt.getTime() + lowest * minute)
      }),
    )
  })

  it('lets a person correct the class without losing what a model has seen', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.array(aiReason, { minLength: 1 }),
        (target, reasons) => {
          const withModels = reasons.reduce<Deadline>(withAi, classed(target))
          const corrected = withClass(withModels, {
            source: 'person',
            urgency: 'ROUTINE',
            patientClass: 'OUTPATIENT',
            targetMinutes: 1440,
            at: readableAt,
          })
          const lowest = Math.min(1440, ...reasons.map((reason) => reason.targetMinutes))
          expect(deadlineAt(corrected).getTime()).toBe(readableAt.getTime() + lowest * minute)
        },
      ),
    )
  })
})

describe('the reason on the row', () => {
  const ai: DueReason = {
    source: 'ai',
    text: 'pneumothorax',
    targetMinutes: 15,
    at: readableAt.toISOString(),
    modelRunId: 'a',
    probability: 0.914,
  }

  it('says why in one sentence', () => {
    const deadline = withAi(classed(60), ai)
    expect(dueReasonSentence(deadline.reasons, { findings: true })).toBe(
      'ED STAT 60 min → AI pneumothorax 0.91: 15 min',
    )
  })

  it('leaves out what had no effect, and the finding for who may not see it', () => {
    expect(dueReasonSentence(withAi(classed(10), ai).reasons, { findings: true })).toBe('ED STAT 10 min')
    expect(dueReasonSentence(withAi(classed(60), ai).reasons, { findings: false })).toBe(
      'ED STAT 60 min → brought forward',
    )
  })
})

describe('the deadline policy', () => {
  it('starts with targets that it would accept itself', () => {
    expect(deadlineTargets.safeParse(defaultTargets).success).toBe(true)
  })

  it('refuses a STAT that waits longer than ROUTINE, and an AI order upside down', () => {
    const upside = { ...defaultTargets, STAT: { ...defaultTargets.STAT, ED: 600 } }
    expect(deadlineTargets.safeParse(upside).success).toBe(false)
    const ai = { ...defaultTargets, ai: { critical: 60, urgent: 30, soon: 120 } }
    expect(deadlineTargets.safeParse(ai).success).toBe(false)
  })
})
