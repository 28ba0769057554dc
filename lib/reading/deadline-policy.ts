import { z } from 'zod'
import { patientClasses, urgencies, type AiUrgency, type PatientClass, type Urgency } from './states'

const minutes = z
  .number()
  .int('Whole minutes, please.')
  .min(1, 'At least 1 minute.')
  .max(43_200, 'At most 43200 minutes (30 days).')

const byPatientClass = z.object({ ED: minutes, INPATIENT: minutes, OUTPATIENT: minutes })
const aiTargets = z.object({ critical: minutes, urgent: minutes, soon: minutes })

/** Minutes from "readable" to "read", by urgency and patient class, and for what a model has seen. */
export const deadlineTargets = z
  .object({ STAT: byPatientClass, URGENT: byPatientClass, ROUTINE: byPatientClass, ai: aiTargets })
  .superRefine((targets, context) => {
    for (const patientClass of patientClasses) {
      const [stat, urgent, routine] = urgencies.map((urgency) => targets[urgency][patientClass])
      if (!isRising([stat, urgent, routine])) {
        context.addIssue({
          code: 'custom',
          path: ['STAT', patientClass],
          message: `${patientClass}: STAT may not wait longer than URGENT, nor URGENT longer than ROUTINE.`,
        })
      }
    }
    if (!isRising([targets.ai.critical, targets.ai.urgent, targets.ai.soon])) {
      context.addIssue({
        code: 'custom',
        path: ['ai', 'critical'],
        message: 'AI: critical may not wait longer than urgent, nor urgent longer than soon.',
      })
    }
  })

export type DeadlineTargets = z.infer<typeof deadlineTargets>

/** Where a department starts; its head sets its own (`PUT /api/policy`). Policy version 0. */
export const defaultTargets: DeadlineTargets = {
  STAT: { ED: 60, INPATIENT: 60, OUTPATIENT: 120 },
  URGENT: { ED: 120, INPATIENT: 240, OUTPATIENT: 480 },
  ROUTINE: { ED: 240, INPATIENT: 720, OUTPATIENT: 1440 },
  ai: { critical: 15, urgent: 30, soon: 120 },
}

export function classTarget(targets: DeadlineTargets, urgency: Urgency, patientClass: PatientClass): number {
  return targets[urgency][patientClass]
}

/** null where the model saw nothing that should move the study. */
export function aiTarget(targets: DeadlineTargets, urgency: AiUrgency): number | null {
  return urgency === 'none' ? null : targets.ai[urgency]
}

function isRising(values: readonly (number | undefined)[]): boolean {
  return values.every((value, index) => index === 0 || (values[index - 1] ?? 0) <= (value ?? 0))
}
