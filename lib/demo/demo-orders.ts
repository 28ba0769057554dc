import type { Actor } from '@/lib/access/actor'
import { AppError } from '@/lib/errors'
import { orderInput } from '@/lib/exchange/orders/order-input'
import { placeOrder } from '@/lib/exchange/orders/place-order'
import { setStep } from '@/lib/exchange/orders/set-step-status'
import { studyIdentity } from './build-objects'
import { demoReferrer, syntheticStudies, type SyntheticStudy } from './synthetic-studies'

const actor: Actor = { kind: 'system', name: 'demo', address: '' }

/** The order that a sample study answers, matched with it as any order is. */
export async function placeOrderOf(study: SyntheticStudy, now: Date): Promise<void> {
  const { StudyInstanceUID, AccessionNumber, StudyDate, StudyTime } = studyIdentity(study, now)
  await place({
    ...study.patient,
    StudyInstanceUID,
    AccessionNumber,
    RequestedProcedureID: `RP${AccessionNumber}`.slice(0, 16),
    RequestedProcedureDescription: study.StudyDescription,
    RequestedProcedurePriority: study.RequestedProcedurePriority,
    ReferringPhysicianName: study.ReferringPhysicianName,
    CurrentPatientLocation: study.CurrentPatientLocation,
    steps: [stepAt({ date: StudyDate, time: StudyTime.slice(0, 4), modality: modalityOf(study) })],
  })
}

const wanted = [
  {
    of: 'anna-chest',
    minutes: -25,
    modality: 'DX',
    what: 'Chest PA control',
    priority: 'ROUTINE',
    isHere: true,
  },
  { of: 'taro-head', minutes: 20, modality: 'CT', what: 'CT Head follow-up', priority: 'HIGH', isHere: true },
  {
    of: 'minjun-mr',
    minutes: 45,
    modality: 'MR',
    what: 'MR Cervical spine',
    priority: 'ROUTINE',
    isHere: false,
  },
  { of: 'layla-us', minutes: 75, modality: 'US', what: 'US Thyroid', priority: 'ROUTINE', isHere: false },
  {
    of: 'nikos-chest',
    minutes: 100,
    modality: 'DX',
    what: 'Chest PA portable',
    priority: 'STAT',
    isHere: false,
  },
] as const

/** What is still to be done on the day of the samples: orders without images. */
export async function placeOrdersToDo(now: Date): Promise<void> {
  for (const [at, order] of wanted.entries()) {
    const study = syntheticStudies.find(({ name }) => name === order.of)
    if (!study) continue
    const { date, time } = momentOf(sameDay(now, order.minutes))
    const placed = await place({
      ...study.patient,
      AccessionNumber: `SYNORD${at + 1}`,
      RequestedProcedureID: `SYNRP${date.slice(2)}`,
      RequestedProcedureDescription: `${order.what} (synthetic)`,
      ReasonForTheRequestedProcedure: 'Synthetic sample',
      RequestedProcedurePriority: order.priority,
      ReferringPhysicianName: demoReferrer,
      CurrentPatientLocation: study.CurrentPatientLocation,
      steps: [stepAt({ date, time, modality: order.modality })],
    })
    const stepId = placed?.steps[0]?.id
    if (placed && stepId && order.isHere) {
      await setStep({ orderId: placed.id, stepId, status: 'ARRIVED', actor })
    }
  }
}

/** null: it is there from an earlier load. */
async function place(input: object) {
  try {
    return await placeOrder({ order: orderInput.parse(input), actor, origin: 'demo' })
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return null
    throw error
  }
}

function stepAt({ date, time, modality }: { date: string; time: string; modality: string }) {
  return {
    Modality: modality,
    ScheduledStationAETitle: [`${modality}ROOM1`],
    ScheduledProcedureStepLocation: `${modality} room 1`,
    ScheduledProcedureStepStartDate: date,
    ScheduledProcedureStepStartTime: time,
  }
}

function modalityOf({ images }: SyntheticStudy): string {
  if (images.kind === 'chest') return images.modality
  return { 'head-ct': 'CT', 'head-mr': 'MR', ultrasound: 'US' }[images.kind]
}

/** Minutes later, but not on another day: late in the evening the list is short, not empty. */
function sameDay(now: Date, minutes: number): Date {
  const then = new Date(now.getTime() + minutes * 60_000)
  return then.getDate() === now.getDate() ? then : now
}

function momentOf(date: Date): { date: string; time: string } {
  const pad = (n: number): string => String(n).padStart(2, '0')
  return {
    date: `${date.getFullYear()}${pad(date.getMonth() + 1)}${pad(date.getDate())}`,
    time: pad(date.getHours()) + pad(date.getMinutes()),
  }
}
