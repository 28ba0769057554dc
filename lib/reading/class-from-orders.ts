import { patientClasses, urgencies, type PatientClass, type Urgency } from './states'
import { patientClassFromDicom, urgencyFromDicom, type UrgencyAttributes } from './urgency-from-dicom'

/** What an order says of how soon somebody waits. */
export interface OrderClass {
  RequestedProcedurePriority: string
  /** '' where only the location tells. */
  patientClass: string
  CurrentPatientLocation: string
  AdmissionID: string
  RequestingService: string
}

/**
 * The class of a study: the most urgent word of its images and its orders; where the patient is, the orders know best
 * and of several orders the most pressing place.
 */
export function classFromOrders(
  images: UrgencyAttributes,
  orders: readonly OrderClass[],
): { urgency: Urgency; patientClass: PatientClass } {
  const said = [urgencyFromDicom(images), ...orders.map(urgencyFromDicom)]
  const places = orders.map(placeOf)
  return {
    urgency: urgencies.find((one) => said.includes(one)) ?? 'ROUTINE',
    patientClass: patientClasses.find((one) => places.includes(one)) ?? patientClassFromDicom(images),
  }
}

function placeOf(order: OrderClass): PatientClass | null {
  const named = patientClasses.find((one) => one === order.patientClass)
  if (named) return named
  const isSilent = order.CurrentPatientLocation + order.AdmissionID + order.RequestingService === ''
  return isSilent ? null : patientClassFromDicom(order)
}
