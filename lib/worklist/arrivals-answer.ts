/** `GET /api/arrivals`: what came in, what was refused, and who sends. */
export interface ArrivalsAnswer {
  studies: {
    studyId: string
    StudyInstanceUID: string
    PatientName: { alphabetic: string; ideographic: string; phonetic: string }
    PatientID: string
    identityConflict: boolean
    AccessionNumber: string
    StudyDescription: string
    StudyDate: string
    ModalitiesInStudy: string[]
    NumberOfStudyRelatedSeries: number
    NumberOfStudyRelatedInstances: number
    synthetic: boolean
    /** By the scanner's word (MPPS): how many images it made, and how many of them are here; null without it. */
    announced: { announced: number; arrived: number } | null
    /** 'arriving' until the study has settled, then its reading state. */
    state: string
    receivedAt: string
    lastReceivedAt: string
    /** Of the first object: "C-STORE:AE", "upload:…", "STOW-RS:…", "demo". */
    origin: string
  }[]
  rejections: {
    id: string
    at: string
    origin: string
    address: string
    callingAETitle: string
    SOPInstanceUID: string
    code: string
    reason: string
  }[]
  peers: {
    aeTitle: string
    address: string
    note: string
    lastSeenAt: string | null
    lastRejectedAt: string | null
    /** In words. */
    lastRejection: string
  }[]
}
