import type { Db, Tx } from '../client'
import type { StepFields } from './orders'

/** Makes the steps of an order those given: by their ID they stay, change, come or go. */
export async function replaceSteps(tx: Tx, orderId: string, steps: readonly StepFields[]): Promise<void> {
  const kept = steps.map((step) => step.ScheduledProcedureStepID)
  await tx.scheduledProcedureStep.deleteMany({
    where: { orderId, ScheduledProcedureStepID: { notIn: kept } },
  })
  for (const { status: _status, ...step } of steps) {
    const { ScheduledProcedureStepID } = step
    await tx.scheduledProcedureStep.upsert({
      where: { orderId_ScheduledProcedureStepID: { orderId, ScheduledProcedureStepID } },
      create: { ...step, orderId },
      update: step,
      select: { id: true },
    })
  }
}

export async function setStepStatus(tx: Tx, ids: readonly string[], status: string): Promise<void> {
  await tx.scheduledProcedureStep.updateMany({ where: { id: { in: [...ids] } }, data: { status } })
}

/** Steps of an order with what scanners say of them. */
export function stepsWithPerformed(tx: Db, orderId: string) {
  return tx.scheduledProcedureStep.findMany({
    where: { orderId },
    select: {
      id: true,
      status: true,
      Modality: true,
      performed: { select: { performed: { select: { PerformedProcedureStepStatus: true } } } },
    },
  })
}

/** Steps that a scanner means: by their ID within orders of this accession number or study. */
export function stepsNamed(
  tx: Db,
  by: { ScheduledProcedureStepID: string; AccessionNumber: string; StudyInstanceUID: string },
) {
  const { ScheduledProcedureStepID, AccessionNumber, StudyInstanceUID } = by
  const orders = [{ StudyInstanceUID }, ...(AccessionNumber === '' ? [] : [{ AccessionNumber }])]
  return tx.scheduledProcedureStep.findMany({
    where: { ScheduledProcedureStepID, order: { OR: orders } },
    select: {
      id: true,
      orderId: true,
      order: {
        select: {
          PatientID: true,
          IssuerOfPatientID: true,
          PatientName: true,
          PatientBirthDate: true,
        },
      },
    },
  })
}
