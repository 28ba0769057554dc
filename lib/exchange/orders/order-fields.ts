import type { OrderFields, StepFields } from '@/lib/db/orders/orders'
import { foldName } from '@/lib/dicom/fold-name'
import { newUid } from '@/lib/dicom/uid'
import type { OrderInput } from './order-input'

/** What an order is called until somebody else says so: from its number, which no other has. */
export interface OrderNumbers {
  AccessionNumber: string
  RequestedProcedureID: string
  stepPrefix: string
}

/** SH holds 16 characters; the number is kept short enough for a step's suffix. */
export function numbersFor(number: number): OrderNumbers {
  const digits = String(number).padStart(7, '0')
  return { AccessionNumber: `W${digits}`, RequestedProcedureID: `RP${digits}`, stepPrefix: `SPS${digits}` }
}

/** The columns of an order, its missing numbers filled in. */
export function orderFields(
  { steps: _steps, ...input }: OrderInput,
  numbers: OrderNumbers,
  origin: string,
): OrderFields {
  const AccessionNumber = input.AccessionNumber || numbers.AccessionNumber
  return {
    ...input,
    nameKey: foldName(input.PatientName),
    AccessionNumber,
    FillerOrderNumberImagingServiceRequest: input.FillerOrderNumberImagingServiceRequest || AccessionNumber,
    RequestedProcedureID: input.RequestedProcedureID || numbers.RequestedProcedureID,
    StudyInstanceUID: input.StudyInstanceUID ?? newUid(),
    origin,
  }
}

export function stepFields(input: OrderInput, stepPrefix: string): StepFields[] {
  return input.steps.map((step, at) => ({
    ...step,
    ScheduledProcedureStepID: step.ScheduledProcedureStepID || `${stepPrefix}-${at + 1}`,
    // Seconds are always there, so that times can be compared as text.
    ScheduledProcedureStepStartTime: step.ScheduledProcedureStepStartTime.padEnd(6, '0'),
    performingKey: foldName(step.ScheduledPerformingPhysicianName),
    ScheduledProcedureStepDescription:
      step.ScheduledProcedureStepDescription || input.RequestedProcedureDescription,
  }))
}
