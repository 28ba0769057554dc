import { z } from 'zod'
import { insertChange, setChangeDetail } from '@/lib/db/archive/reconcile/changes'
import { insertAlias, removeAliases } from '@/lib/db/archive/reconcile/identity-aliases'
import { lockStudyRow, lockStudyRows } from '@/lib/db/archive/reconcile/lock-study'
import {
  insertStudyLike,
  moveInstances,
  moveInstancesBack,
  seriesToMove,
} from '@/lib/db/archive/reconcile/move-instances'
import { removeIfWithoutStudies } from '@/lib/db/archive/reconcile/patient-rows'
import { recountStudy } from '@/lib/db/archive/reconcile/recount-study'
import { studyRef } from '@/lib/db/archive/study-ref'
import { transaction, type Tx } from '@/lib/db/client'
import { appendEvent } from '@/lib/db/reading/events'
import { newUid } from '@/lib/dicom/uid'
import { AppError } from '@/lib/errors'
import { enqueue } from '@/lib/queue/enqueue'
import { changeHeader, type ChangeBy } from './change'
import { afterChange } from './change-study'
import {
  aliasIdentity,
  keyOfTarget,
  lockKeys,
  requirePatient,
  resolveTarget,
  type PatientTarget,
} from './identity'

const movedSchema = z.object({
  fromSeriesId: z.uuid(),
  toSeriesId: z.uuid(),
  fromUID: z.string(),
  toUID: z.string(),
  row: z.record(z.string(), z.json()),
  instanceIds: z.array(z.uuid()),
})
const detailSchema = z.object({
  studyId: z.uuid(),
  toStudyId: z.uuid(),
  isNew: z.boolean(),
  series: z.array(movedSchema),
})

export interface SplitInput extends ChangeBy {
  studyId: string
  /** What is taken out; both: those images of those series. */
  SeriesInstanceUIDs?: readonly string[] | undefined
  SOPInstanceUIDs?: readonly string[] | undefined
  /** An existing study, or a new one for a patient. */
  to: PatientTarget | { studyId: string }
}

/**
 * Takes images out of a study into another one. A whole series keeps its UID, part of one gets a new one; images keep
 * theirs (PS3.4 B.4.1.3: Study and Series Instance UID may be coerced). A new study is read like one that has arrived.
 * @throws AppError not-found | invalid | conflict
 */
export async function splitStudy(
  input: SplitInput,
): Promise<{ changeId: string; toStudyId: string; instances: number }> {
  const header = changeHeader(input)
  return transaction(async (tx) => {
    const ref = await studyRef({ studyId: input.studyId })
    if (!ref) throw new AppError('not-found', 'There is no such study here.')
    const owner = await requirePatient(tx, ref.patientId)
    const { to } = input
    if (!('studyId' in to)) await lockKeys(tx, [owner, await keyOfTarget(tx, to)])
    else if (to.studyId === input.studyId) throw new AppError('invalid', 'Choose another study.')
    const locked = await lockStudyRows(tx, 'studyId' in to ? [input.studyId, to.studyId] : [input.studyId])
    if ('studyId' in to && locked.length < 2) throw new AppError('not-found', 'There is no such study here.')
    const series = await seriesToMove(tx, input.studyId, input)
    const instances = series.reduce((sum, { instanceIds }) => sum + instanceIds.length, 0)
    if (instances === 0) throw new AppError('not-found', 'None of these images are in the study any more.')
    const changeId = await insertChange(tx, { kind: 'split', ...header, detail: {}, undoUntil: null })
    const toStudyId = 'studyId' in to ? to.studyId : await newStudy(tx, input.studyId, to)
    const moved = []
    for (const one of series) {
      const toUID = one.isWhole ? one.SeriesInstanceUID : newUid()
      const toSeriesId = await moveInstances(tx, { series: one, studyId: toStudyId, toUID })
      const { id: fromSeriesId, SeriesInstanceUID: fromUID, row, instanceIds } = one
      moved.push({ fromSeriesId, toSeriesId, fromUID, toUID, row, instanceIds })
    }
    const isNew = !('studyId' in to)
    await setChangeDetail(tx, changeId, { studyId: input.studyId, toStudyId, isNew, series: moved })
    await insertAlias(tx, { ...aliasIdentity(owner), studyId: toStudyId, patientId: null, changeId })
    for (const studyId of [input.studyId, toStudyId]) await recountStudy(tx, studyId)
    if (isNew)
      await enqueue(tx, 'study-stable', { studyId: toStudyId }, { jobKey: `study-stable:${toStudyId}` })
    await afterChange(tx, { kind: 'split', changeId, studyIds: [input.studyId, toStudyId] }, input)
    return { changeId, toStudyId, instances }
  })
}

async function newStudy(tx: Tx, like: string, to: PatientTarget): Promise<string> {
  const patient = await resolveTarget(tx, to)
  const studyId = await insertStudyLike(tx, like, { StudyInstanceUID: newUid(), patientId: patient.id })
  await appendEvent(tx, { studyId, type: 'received', at: new Date(), data: {} })
  return studyId
}

export async function undoSplit(
  tx: Tx,
  change: { id: string; detail: unknown },
  by: ChangeBy,
): Promise<string[]> {
  const { studyId, toStudyId, series } = detailSchema.parse(change.detail)
  await lockStudyRows(tx, [studyId, toStudyId])
  for (const one of series) {
    const back = await moveInstancesBack(tx, one)
    if (back < one.instanceIds.length) {
      throw new AppError(
        'conflict',
        'Some of these images were deleted or moved since then. Undo that first.',
      )
    }
  }
  await removeAliases(tx, change.id)
  for (const id of [studyId, toStudyId]) await recountStudy(tx, id)
  const left = await lockStudyRow(tx, { studyId: toStudyId })
  if (left) await removeIfWithoutStudies(tx, left.patientId)
  await afterChange(
    tx,
    { kind: 'split', isUndo: true, changeId: change.id, studyIds: [studyId, toStudyId] },
    by,
  )
  return [studyId, toStudyId]
}
