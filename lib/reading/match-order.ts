import { foldName } from '@/lib/dicom/fold-name'
import { contradicts } from '@/lib/dicom/same-patient'

export interface Identity {
  PatientID: string
  IssuerOfPatientID: string
  PatientName: string
  PatientBirthDate: string
}

export interface OrderToMatch extends Identity {
  id: string
  status: string
  StudyInstanceUID: string
  AccessionNumber: string
  /** Of its scheduled steps. */
  modalities: readonly string[]
  /** Studies that a person took away from it. */
  apartFrom: readonly string[]
}

export interface StudyToMatch extends Identity {
  id: string
  StudyInstanceUID: string
  AccessionNumber: string
  ModalitiesInStudy: readonly string[]
}

export type MatchedBy = 'StudyInstanceUID' | 'AccessionNumber'

/** Why an order that names a study's number is not its order by itself: a person must look. */
export type CaseReason = 'other-patient' | 'patient-unknown' | 'revoked'

export interface MatchChoice {
  matches: { orderId: string; by: MatchedBy }[]
  cases: { orderId: string; why: CaseReason }[]
}

/**
 * The orders that a study answers: those whose Study Instance UID was assigned in advance, else those with its
 * Accession Number and the same patient. What contradicts is never matched, it is a case for a person. Several
 * procedures under one number are all answered, unless the modality tells them apart.
 */
export function chooseOrders(orders: readonly OrderToMatch[], study: StudyToMatch): MatchChoice {
  const open = orders.filter((order) => !order.apartFrom.includes(study.id))
  const byUid = open.filter((order) => order.StudyInstanceUID === study.StudyInstanceUID)
  const byNumber = open.filter(
    (order) => study.AccessionNumber !== '' && order.AccessionNumber === study.AccessionNumber,
  )
  const cases = new Map<string, CaseReason>()
  const fitting = (some: readonly OrderToMatch[], by: MatchedBy) =>
    some.filter((order) => {
      const why = caseOf(order, study, by)
      if (why) cases.set(order.id, why)
      return !why
    })
  const uidMatches = fitting(byUid, 'StudyInstanceUID')
  if (uidMatches.length > 0) return answer(uidMatches, 'StudyInstanceUID', cases)
  return answer(told(fitting(byNumber, 'AccessionNumber'), study), 'AccessionNumber', cases)
}

/** null: the order can be the study's. */
export function caseOf(order: OrderToMatch, study: StudyToMatch, by: MatchedBy): CaseReason | null {
  if (isOtherPatient(order, study)) return 'other-patient'
  // A number can be reused or mistyped; without a patient it proves nothing. A UID that we assigned does, with a name.
  if (by === 'AccessionNumber' && (study.PatientID === '' || order.PatientID === '')) return 'patient-unknown'
  return order.status === 'revoked' ? 'revoked' : null
}

/** Two identities that cannot be one person's. What is empty contradicts nothing. */
export function isOtherPatient(a: Identity, b: Identity): boolean {
  const differ = (x: string, y: string): boolean => x !== '' && y !== '' && x !== y
  if (differ(a.PatientID, b.PatientID)) return true
  const issued = a.PatientID !== '' && b.PatientID !== ''
  if (issued && differ(a.IssuerOfPatientID, b.IssuerOfPatientID)) return true
  if (contradicts(a, b)) return true
  // Without an ID on both sides a birthday shared by two people is not enough.
  return !issued && differ(foldName(a.PatientName), foldName(b.PatientName))
}

/** Of several procedures under one number those of the study's modality, where any is. */
function told(orders: OrderToMatch[], study: StudyToMatch): OrderToMatch[] {
  if (orders.length < 2) return orders
  const same = orders.filter((order) => order.modalities.some((one) => study.ModalitiesInStudy.includes(one)))
  return same.length > 0 ? same : orders
}

function answer(orders: OrderToMatch[], by: MatchedBy, cases: Map<string, CaseReason>): MatchChoice {
  const matches = orders.map(({ id }) => ({ orderId: id, by }))
  return { matches, cases: [...cases].map(([orderId, why]) => ({ orderId, why })) }
}
