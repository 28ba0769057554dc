import type { Tx } from '@/lib/db/client'
import { insertVersion, versionsOf, type VersionRow } from '@/lib/db/reporting/versions'
import { hashVersion } from './hash-version'
import type { ReportStatus } from './report'
import type { ReportText } from './report-text'

/** Seals one more version on the study's chain. The caller holds the lock on the reading task. */
export async function appendVersion(
  tx: Tx,
  {
    studyId,
    status,
    text,
    authorId,
    now,
  }: {
    studyId: string
    status: ReportStatus
    text: ReportText
    authorId: string
    now: Date
  },
): Promise<VersionRow> {
  const last = (await versionsOf(tx, studyId)).at(-1)
  const sealed = {
    studyId,
    version: (last?.version ?? 0) + 1,
    status,
    indication: text.indication,
    findings: text.findings,
    impression: text.impression,
    authorId,
    prevHash: last?.hash ?? '',
  }
  const hash = hashVersion({ ...sealed, signedAt: now.toISOString() })
  return insertVersion(tx, { ...sealed, signedAt: now, hash })
}
