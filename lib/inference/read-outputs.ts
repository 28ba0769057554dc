import { AppError } from '@/lib/errors'
import { aiUrgencies, type AiUrgency } from '@/lib/reading/states'
import type { ModelCard } from './model-card'

export interface FindingResult {
  name: string
  label: string
  /** Calibrated. */
  probability: number
  operatingPoint: number
  positive: boolean
  urgency: AiUrgency
}

export type InferenceResult =
  | { outcome: 'abstained'; reason: string }
  | { outcome: 'completed'; urgency: AiUrgency; findings: FindingResult[] }

/**
 * Reads the raw outputs as the card says: the gate first, then Platt-scaled probabilities against their operating
 * points. The urgency is that of the most pressing positive finding.
 * @throws AppError internal when the outputs are not what the card promises.
 */
export function readOutputs(
  card: ModelCard,
  outputs: { logits: ArrayLike<number>; gate: number },
): InferenceResult {
  const logits = Array.from(outputs.logits)
  if (logits.length !== card.findings.length || ![...logits, outputs.gate].every(Number.isFinite)) {
    throw new AppError('internal', 'The model answered with values that are not usable.')
  }
  if (sigmoid(outputs.gate / card.gate.temperature) < card.gate.threshold) {
    return { outcome: 'abstained', reason: 'not a frontal chest radiograph' }
  }
  const findings = card.findings.map(({ name, label, calibration, operatingPoint, urgency }, n) => {
    const probability = sigmoid(calibration.a * (logits[n] ?? 0) + calibration.b)
    return { name, label, probability, operatingPoint, positive: probability >= operatingPoint, urgency }
  })
  const positive = findings.filter((finding) => finding.positive).map((finding) => finding.urgency)
  return {
    outcome: 'completed',
    urgency: aiUrgencies.find((urgency) => positive.includes(urgency)) ?? 'none',
    findings,
  }
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
