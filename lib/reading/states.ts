/** Reading states (a subset of the IHE SOLE event vocabulary); each is derived from the event log. */
export const readingStates = ['readable', 'claimed', 'preliminary', 'final', 'addended', 'cancelled'] as const
export type ReadingState = (typeof readingStates)[number]

export const urgencies = ['STAT', 'URGENT', 'ROUTINE'] as const
export type Urgency = (typeof urgencies)[number]

export const patientClasses = ['ED', 'INPATIENT', 'OUTPATIENT'] as const
export type PatientClass = (typeof patientClasses)[number]

/** What a model says of a study; 'none' never moves it. */
export const aiUrgencies = ['critical', 'urgent', 'soon', 'none'] as const
export type AiUrgency = (typeof aiUrgencies)[number]

export const aiStates = ['pending', 'ineligible', 'abstained', 'completed', 'failed', 'off'] as const
export type AiState = (typeof aiStates)[number]
