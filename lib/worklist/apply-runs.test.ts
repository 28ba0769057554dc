import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deadlineAt, withClass } from '@/lib/reading/deadline'
import { defaultTargets } from '@/lib/reading/deadline-policy'
import { applyRuns } from './apply-runs'
import { leadingFinding, studyAi, type ModelRunResult } from './model-run-result'

const readableAt = new Date('2026-03-01T08:00:00Z')
const finding = fc.record({
  name: fc.constantFrom('pneumothorax', 'effusion', 'nodule'),
  label: fc.constantFrom('Pneumothorax', 'Effusion', 'Nodule'),
  probability: fc.double({ min: 0, max: 1, noNaN: true }),
  positive: fc.boolean(),
  urgency: fc.constantFrom('critical', 'urgent', 'soon', 'none', 'nonsense'),
})
const anyRun: fc.Arbitrary<ModelRunResult> = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  modelName: fc.constant('chest'),
  modelVersion: fc.constant('1'),
  outcome: fc.constantFrom('completed', 'abstained', 'failed', 'ineligible', 'nonsense'),
  reason: fc.constant('why'),
  urgency: fc.constantFrom('critical', 'urgent', 'soon', 'none', 'nonsense'),
  findings: fc.array(finding, { maxLength: 4 }),
})

const classed = (targetMinutes: number) =>
  withClass(
    { readableAt, targetMinutes, reasons: [] },
    { source: 'class', urgency: 'ROUTINE', patientClass: 'ED', targetMinutes, at: readableAt },
  )

describe('model results on a deadline', () => {
  it('only ever bring it forward, whatever they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.array(fc.array(anyRun)), (minutes, batches) => {
        let deadline = classed(minutes)
        for (const runs of batches) {
          const next = applyRuns(deadline, { runs, targets: defaultTargets, now: readableAt })
          expect(deadlineAt(next).getTime()).toBeLessThanOrEqual(deadlineAt(deadline).getTime())
          deadline = next
        }
        const least = Math.min(minutes, defaultTargets.ai.critical)
        expect(deadlineAt(deadline).getTime()).toBeGreaterThanOrEqual(readableAt.getTime() + least * 60_000)
      }),
    )
  })

  it('come to the same deadline in any order', () => {
    fc.assert(
      fc.property(fc.array(anyRun), (runs) => {
        const due = (order: ModelRunResult[]) =>
          deadlineAt(applyRuns(classed(240), { runs: order, targets: defaultTargets, now: readableAt }))
        expect(due([...runs].reverse())).toEqual(due(runs))
      }),
    )
  })

  it('name the most pressing positive finding, not the likeliest', () => {
    const of = (label: string, urgency: string, probability: number, positive = true) => ({
      name: label,
      label,
      urgency,
      probability,
      positive,
    })
    const run: ModelRunResult = {
      id: 'a',
      modelName: 'chest',
      modelVersion: '1',
      outcome: 'completed',
      reason: '',
      urgency: 'critical',
      findings: [
        of('Nodule', 'soon', 0.99),
        of('Pneumothorax', 'critical', 0.6),
        of('Bleed', 'critical', 0.9, false),
      ],
    }
    expect(leadingFinding(run)?.label).toBe('Pneumothorax')
    expect(studyAi([{ ...run, outcome: 'failed', reason: 'time-out' }, run])).toEqual({
      state: 'completed',
      reason: '',
    })
    expect(studyAi([])).toBeNull()
  })
})
