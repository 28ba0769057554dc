import type { PatientClass, Urgency } from './states'

/** The attributes that say how soon somebody is waiting; '' where absent. Older and vendor objects carry any of them. */
export interface UrgencyAttributes {
  /** RequestedProcedurePriority (0040,1003), PS3.3 C.4.11: STAT HIGH ROUTINE MEDIUM LOW */
  RequestedProcedurePriority?: string
  /** StudyPriorityID (retired, PS3.3-2004): HIGH MED LOW */
  StudyPriorityID?: string
  CurrentPatientLocation?: string
  AdmissionID?: string
  RequestingService?: string
}

const priorities: Readonly<Record<string, Urgency>> = {
  STAT: 'STAT',
  EMERGENCY: 'STAT',
  S: 'STAT', // HL7 table 0485, as interface engines copy it into the attribute
  A: 'URGENT',
  ASAP: 'URGENT',
  HIGH: 'URGENT',
  URGENT: 'URGENT',
  ROUTINE: 'ROUTINE',
  MEDIUM: 'ROUTINE',
  MED: 'ROUTINE',
  LOW: 'ROUTINE',
  R: 'ROUTINE',
}

const emergency =
  /(^|[^a-z])(ed|er|a ?& ?e|ae|emerg\w*|casualty|trauma|resus\w*|notaufnahme|urgences|urgencias|rettungsstelle)([^a-z]|$)/i
const outpatient =
  /(^|[^a-z])(op|opd|outpatient\w*|out-patient\w*|ambulat\w*|clinic\w*|poliklinik|ambulanz)([^a-z]|$)/i
const inpatient =
  /(^|[^a-z])(ip|inpatient\w*|in-patient\w*|ward|icu|itu|nicu|picu|ccu|bed|station|floor|stationär|intensiv\w*)([^a-z]|$)/i

/** ROUTINE where nothing is said: the department's longest wait, still a bounded one. */
export function urgencyFromDicom(attributes: UrgencyAttributes): Urgency {
  const words = [attributes.RequestedProcedurePriority, attributes.StudyPriorityID]
  const found = words
    .map((word) => priorities[(word ?? '').trim().toUpperCase()])
    .filter((u) => u !== undefined)
  if (found.includes('STAT')) return 'STAT'
  return found.includes('URGENT') ? 'URGENT' : 'ROUTINE'
}

/** OUTPATIENT where nothing is said; somebody admitted is an inpatient. */
export function patientClassFromDicom(attributes: UrgencyAttributes): PatientClass {
  const places = [attributes.CurrentPatientLocation, attributes.RequestingService].map((place) => place ?? '')
  if (places.some((place) => emergency.test(place))) return 'ED'
  if (places.some((place) => inpatient.test(place))) return 'INPATIENT'
  if (places.some((place) => outpatient.test(place))) return 'OUTPATIENT'
  return (attributes.AdmissionID ?? '').trim() === '' ? 'OUTPATIENT' : 'INPATIENT'
}
