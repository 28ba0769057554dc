import type { ReportVersionDto } from '@/lib/reporting/report'
import type { VersionRow } from './versions'

/** A signed version as the API answers it. */
export function versionDto(version: VersionRow): ReportVersionDto {
  return {
    version: version.version,
    status: version.status,
    indication: version.indication,
    findings: version.findings,
    impression: version.impression,
    author: { userId: version.authorId, displayName: version.author.displayName, role: version.author.role },
    signedAt: version.signedAt.toISOString(),
    hash: version.hash,
  }
}
