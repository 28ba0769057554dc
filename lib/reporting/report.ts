/** Report DTOs of `/api/studies/:studyId/report`. */
export const reportStatuses = ['preliminary', 'final', 'addendum'] as const
export type ReportStatus = (typeof reportStatuses)[number]

export interface ReportDraftDto {
  indication: string
  findings: string
  impression: string
  /** 0 where nothing was saved yet. A save must name the revision it started from. */
  revision: number
  author: { userId: string; displayName: string } | null
  updatedAt: string | null
}

export interface ReportVersionDto {
  version: number
  status: ReportStatus
  indication: string
  findings: string
  /** For an addendum: its text. */
  impression: string
  author: { userId: string; displayName: string; role: string }
  signedAt: string
  hash: string
}
