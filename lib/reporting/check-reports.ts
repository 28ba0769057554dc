import { allVersions } from '@/lib/db/reporting/all-versions'
import { verifyVersions } from './verify-versions'

/**
 * Verifies the hash chain of every report.
 * @param report - called for each study whose chain does not fit, with the first version that does not
 */
export async function checkReports({
  report,
}: {
  report: (problem: { studyId: string; version: number }) => void
}): Promise<{ checked: number; problems: number }> {
  let checked = 0
  let problems = 0
  for await (const rows of allVersions()) {
    const version = verifyVersions(rows.map((row) => ({ ...row, signedAt: row.signedAt.toISOString() })))
    checked += 1
    if (version === null) continue
    problems += 1
    report({ studyId: rows[0]?.studyId ?? '', version })
  }
  return { checked, problems }
}
