import type { Actor } from '@/lib/access/actor'
import { studyScope } from '@/lib/access/may'
import { db } from '@/lib/db/client'
import { referrerStudies as query, type ReferrerStudyRecord } from '@/lib/db/reporting/sql/referrer-studies'
import { splitPersonName } from '@/lib/dicom/split-person-name'
import type { ReferrerStudy } from './referrer-study'

/** What a referring physician sees: the studies they ordered and no others, the latest news first. */
export async function referrerStudies({ actor }: { actor: Actor }): Promise<ReferrerStudy[]> {
  const records = await query(db(), studyScope(actor, 'referrer:read'), 500)
  return records.map(toStudy)
}

function toStudy({ status, hasAddendum, signedAt, ...record }: ReferrerStudyRecord): ReferrerStudy {
  return {
    ...record,
    PatientName: splitPersonName(record.PatientName),
    reportStatus: reportStatus(status, hasAddendum),
    signedAt: signedAt?.toISOString() ?? null,
  }
}

function reportStatus(status: string | null, hasAddendum: boolean): ReferrerStudy['reportStatus'] {
  if (hasAddendum) return 'addended'
  if (status === 'final' || status === 'preliminary') return status
  return 'awaited'
}
