import { expect, it } from 'vitest'
import { readOutputs } from './read-outputs'
import type { ModelCard } from './model-card'

const finding = (name: string, urgency: ModelCard['findings'][number]['urgency'], a = 1, b = 0) => ({
  name,
  label: name,
  code: { system: 'SCT', value: '1', meaning: name },
  calibration: { type: 'platt' as const, a, b },
  operatingPoint: 0.5,
  urgency,
})
const card = {
  gate: { temperature: 2, threshold: 0.5 },
  findings: [finding('soon', 'soon'), finding('critical', 'critical', 2, -1), finding('none', 'none')],
} as unknown as ModelCard

it('takes the urgency of the most pressing positive finding', () => {
  expect(readOutputs(card, { gate: 1, logits: [3, 0.6, 3] })).toMatchObject({
    urgency: 'critical',
    findings: [
      { positive: true },
      { positive: true, probability: expect.closeTo(0.549834, 6) },
      { positive: true },
    ],
  })
  expect(readOutputs(card, { gate: 1, logits: [3, 0.4, 3] })).toMatchObject({ urgency: 'soon' })
  expect(readOutputs(card, { gate: 1, logits: [-3, -3, 3] })).toMatchObject({ urgency: 'none' })
})

it('says nothing of an image that the gate turns away', () => {
  expect(readOutputs(card, { gate: -0.1, logits: [9, 9, 9] })).toEqual({
    outcome: 'abstained',
    reason: 'not a frontal chest radiograph',
  })
})

it.each([
  { gate: NaN, logits: [0, 0, 0] },
  { gate: 1, logits: [0, Infinity, 0] },
  { gate: 1, logits: [0, 0] },
])('takes nothing from outputs that are not what the card promises: %j', (outputs) => {
  expect(() => readOutputs(card, outputs)).toThrow(/not usable/)
})
