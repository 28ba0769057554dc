import { audit } from '@/lib/access/audit'
import { insertChange } from '@/lib/db/archive/reconcile/changes'
import { moveToDeleted } from '@/lib/db/archive/reconcile/deleted-instances'
import { lockStudyRow } from '@/lib/db/archive/reconcile/lock-study'
import { recountStudy } from '@/lib/db/archive/reconcile/recount-study'
import { insertRejections } from '@/lib/db/archive/reconcile/rejected-instances'
import { transaction, type Tx } from '@/lib/db/client'
import type { QueryLevel } from '@/lib/dicom/query-level'
import { AppError } from '@/lib/errors'
import { publish } from '@/lib/live/publish'
import { changeHeader, undoUntil, type ChangeBy } from './reconcile/change'
import { refuseUnderHold } from './reconcile/legal-hold'
import { forbidsStoring, type RejectionCode } from './reconcile/rejection-codes'

export interface DeleteInput extends ChangeBy {
  level: QueryLevel
  uids: {
    StudyInstanceUID: string
    SeriesInstanceUID?: string | undefined
    SOPInstanceUID?: string | undefined
    /** At level study or series: only these of it. */
    SOPInstanceUIDs?: readonly string[] | undefined
  }
  kind: 'delete' | 'retention' | 'reject'
  /** Of an IOCM rejection; the objects are refused then when they are sent again (113039, retention, aside). */
  rejection?: RejectionCode | undefined
}

export interface Deleted {
  changeId: string
  studyId: string
  instances: number
  SOPInstanceUIDs: string[]
  undoUntil: Date
}

/**
 * Takes images out of the archive: at once for every reader, the bytes only after the undo window. The rows leave the
 * index in one transaction with the audit event; a study without images stays as a row that no list shows, because
 * its reading events, reports and audit stay. The study's lock keeps those who are sending to it apart.
 * @throws AppError invalid without a reason | not-found, also the second time | conflict under legal hold
 */
export async function deleteInstances(input: DeleteInput): Promise<Deleted> {
  return transaction((tx) => deleteInside(tx, input))
}

export async function deleteInside(tx: Tx, input: DeleteInput): Promise<Deleted> {
  const { level, uids, kind, rejection, actor, now = new Date() } = input
  const header = changeHeader(input)
  const study = await lockStudyRow(tx, { StudyInstanceUID: uids.StudyInstanceUID })
  if (!study) throw nothingThere()
  await refuseUnderHold(tx, study.id)
  const until = undoUntil(now)
  const changeId = await insertChange(tx, {
    kind,
    ...header,
    reasonCode: rejection ?? '',
    detail: { level, studyId: study.id },
    undoUntil: until,
  })
  const only = level === 'instance' && uids.SOPInstanceUID ? [uids.SOPInstanceUID] : uids.SOPInstanceUIDs
  const gone = await moveToDeleted(
    tx,
    {
      studyId: study.id,
      SeriesInstanceUID: level === 'study' ? undefined : uids.SeriesInstanceUID,
      SOPInstanceUIDs: only,
    },
    changeId,
  )
  if (gone.length === 0) throw nothingThere()
  if (rejection && forbidsStoring(rejection))
    await insertRejections(tx, gone, { reasonCode: rejection, changeId })
  await recountStudy(tx, study.id)
  await audit(
    {
      actor,
      action: 'study:delete',
      outcome: 'success',
      studyId: study.id,
      patientId: study.patientId,
      detail: { kind, level, changeId, instances: gone.length, ...(rejection ? { rejection } : {}) },
    },
    tx,
  )
  await publish(tx, { studyId: study.id, change: 'received' })
  return { changeId, studyId: study.id, instances: gone.length, SOPInstanceUIDs: gone, undoUntil: until }
}

function nothingThere(): AppError {
  return new AppError('not-found', 'There is no such study, series or instance here.')
}
