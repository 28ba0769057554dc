import { orderInput, type OrderInput } from './order-input'

/** Tests only: an order for a chest radiograph, with whatever the test is about. */
export function orderForTest(
  over: Partial<OrderInput> = {},
  step: Partial<OrderInput['steps'][number]> = {},
): OrderInput {
  return orderInput.parse({
    PatientID: 'P1',
    PatientName: 'Doe^Jane',
    PatientBirthDate: '19500101',
    RequestedProcedureDescription: 'Chest PA',
    ...over,
    steps: over.steps ?? [
      {
        Modality: 'CR',
        ScheduledStationAETitle: ['CR1'],
        ScheduledProcedureStepStartDate: '20261124',
        ScheduledProcedureStepStartTime: '0930',
        ...step,
      },
    ],
  })
}
