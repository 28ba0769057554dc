import { createHash } from 'node:crypto'
import type { ReportText } from './report-text'
import type { ReportStatus } from './report'

/** Everything in a version that must never change afterwards. */
export interface SealedVersion extends ReportText {
  studyId: string
  version: number
  status: ReportStatus
  authorId: string
  /** ISO 8601 in UTC with milliseconds. */
  signedAt: string
  /** Hash of the version before; '' for the first. */
  prevHash: string
}

/** SHA-256 over the canonical JSON (keys in alphabetical order, no white space) of a version and its predecessor's hash. */
export function hashVersion(version: SealedVersion): string {
  const { authorId, findings, impression, indication, prevHash, signedAt, status, studyId } = version
  const canonical = JSON.stringify({
    authorId,
    findings,
    impression,
    indication,
    prevHash,
    signedAt,
    status,
    studyId,
    version: version.version,
  })
  return createHash('sha256').update(canonical, 'utf8').digest('hex')
}
