import type { PatientClass, Urgency } from '@/lib/reading/states'

export const urgencyWords = {
  STAT: 'STAT',
  URGENT: 'Urgent',
  ROUTINE: 'Routine',
} satisfies Record<Urgency, string>

export const patientClassWords = {
  ED: 'ED',
  INPATIENT: 'Inpat',
  OUTPATIENT: 'Outpat',
} satisfies Record<PatientClass, string>

export const patientClassNames = {
  ED: 'Emergency department',
  INPATIENT: 'Inpatient',
  OUTPATIENT: 'Outpatient',
} satisfies Record<PatientClass, string>
