import { z } from 'zod'
import type { ListedStep } from '@/lib/db/orders/list-orders'
import type { StudyBesideOrder } from '@/lib/db/orders/matching'
import type { OrderRow } from '@/lib/db/orders/orders'
import { splitPersonName } from '@/lib/dicom/split-person-name'
import type {
  CodeAnswer,
  OrderAnswer,
  OrderHeadAnswer,
  PatientAnswer,
  StepAnswer,
  StudyBesideAnswer,
} from './order-answer'

const codes = z.array(
  z.object({ CodeValue: z.string(), CodingSchemeDesignator: z.string(), CodeMeaning: z.string() }),
)

/** What a code column holds; written by us only. */
export function codesOf(json: unknown): CodeAnswer[] {
  return codes.parse(json)
}

type PatientColumns = Pick<
  OrderRow,
  'PatientID' | 'IssuerOfPatientID' | 'PatientName' | 'PatientBirthDate' | 'PatientSex'
>

export function patientAnswer(row: PatientColumns): PatientAnswer {
  const { PatientID, IssuerOfPatientID, PatientName, PatientBirthDate, PatientSex } = row
  return {
    PatientID,
    IssuerOfPatientID,
    PatientName: splitPersonName(PatientName),
    PatientNameText: PatientName,
    PatientBirthDate,
    PatientSex,
  }
}

export function stepAnswer(row: Omit<ListedStep, 'order'>): StepAnswer {
  const { orderId: _orderId, ScheduledStationName: _name, ScheduledProtocolCodeSequence, ...step } = row
  return { ...step, ScheduledProtocolCodeSequence: codesOf(ScheduledProtocolCodeSequence) }
}

export function orderHeadAnswer(row: Omit<OrderRow, 'steps'>): OrderHeadAnswer {
  const { RequestedProcedureCodeSequence, createdAt, ...rest } = row
  const { updatedAt: _updated, matchedAt: _matched, apartFrom: _apart, origin: _origin, ...order } = rest
  return {
    ...order,
    ...patientAnswer(row),
    RequestedProcedureCodeSequence: codesOf(RequestedProcedureCodeSequence),
    createdAt: createdAt.toISOString(),
  }
}

export function orderAnswer({ steps, ...row }: OrderRow): OrderAnswer {
  return { ...orderHeadAnswer(row), steps: steps.map(stepAnswer) }
}

export function studyAnswer({ id, patient, lastReceivedAt, ...study }: StudyBesideOrder): StudyBesideAnswer {
  return {
    ...study,
    studyId: id,
    lastReceivedAt: lastReceivedAt.toISOString(),
    patient: patientAnswer(patient),
  }
}
