/** Query/Retrieve SOP classes (PS3.4 C.6). */
export const models = {
  patient: {
    find: '1.2.840.10008.5.1.4.1.2.1.1',
    move: '1.2.840.10008.5.1.4.1.2.1.2',
    get: '1.2.840.10008.5.1.4.1.2.1.3',
  },
  study: {
    find: '1.2.840.10008.5.1.4.1.2.2.1',
    move: '1.2.840.10008.5.1.4.1.2.2.2',
    get: '1.2.840.10008.5.1.4.1.2.2.3',
  },
} as const

export type Model = keyof typeof models

/** QueryRetrieveLevel, highest first. */
export const retrieveLevels = ['PATIENT', 'STUDY', 'SERIES', 'IMAGE'] as const
export type RetrieveLevel = (typeof retrieveLevels)[number]

export const modelNames = ['patient', 'study'] as const satisfies readonly Model[]
