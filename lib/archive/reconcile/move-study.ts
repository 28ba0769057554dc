import { z } from 'zod'
import { insertChange } from '@/lib/db/archive/reconcile/changes'
import { insertAlias, removeAliases } from '@/lib/db/archive/reconcile/identity-aliases'
import { lockStudyRow, lockStudyRows } from '@/lib/db/archive/reconcile/lock-study'
import {
  giveStudiesTo,
  insertPatientRow,
  patientRow,
  refreshIdentityConflicts,
  removeIfWithoutStudies,
  type PatientRow,
} from '@/lib/db/archive/reconcile/patient-rows'
import { studyRef } from '@/lib/db/archive/study-ref'
import { transaction, type Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { changeHeader, type ChangeBy } from './change'
import { afterChange } from './change-study'
import {
  aliasIdentity,
  keyOfTarget,
  lockKeys,
  patientRowSchema,
  requirePatient,
  resolveTarget,
  type PatientTarget,
} from './identity'

const detailSchema = z.object({
  studyId: z.uuid(),
  from: patientRowSchema,
  to: z.uuid(),
})

export interface MoveInput extends ChangeBy {
  studyId: string
  to: PatientTarget
}

/**
 * The study belongs to another patient: chosen from the records, or written down. Images of it that still come under
 * the old name join it (identity_alias), and what is served says whose they are.
 * @throws AppError not-found | invalid | conflict
 */
export async function moveStudy(input: MoveInput): Promise<{ changeId: string; patientId: string }> {
  const header = changeHeader(input)
  return transaction(async (tx) => {
    const from = await ownerOf(tx, input.studyId)
    await lockKeys(tx, [from, await keyOfTarget(tx, input.to)])
    const to = await resolveTarget(tx, input.to)
    const study = await lockStudyRow(tx, input)
    if (study?.patientId !== from.id) {
      throw new AppError('conflict', 'Somebody else has just moved this study. Load the page again.')
    }
    if (to.id === from.id) throw new AppError('invalid', 'The study belongs to this patient already.')
    await giveStudiesTo(tx, [study.id], to.id)
    const changeId = await insertChange(tx, {
      kind: 'move',
      ...header,
      detail: { studyId: study.id, from: { ...from }, to: to.id },
      undoUntil: null,
    })
    await insertAlias(tx, { ...aliasIdentity(from), studyId: study.id, patientId: null, changeId })
    await removeIfWithoutStudies(tx, from.id)
    for (const key of [from, to]) await refreshIdentityConflicts(tx, key)
    await afterChange(tx, { kind: 'move', changeId, studyIds: [study.id], patientId: to.id }, input)
    return { changeId, patientId: to.id }
  })
}

async function ownerOf(tx: Tx, studyId: string): Promise<PatientRow> {
  const ref = await studyRef({ studyId })
  if (!ref) throw new AppError('not-found', 'There is no such study here.')
  return requirePatient(tx, ref.patientId)
}

export async function undoMove(
  tx: Tx,
  change: { id: string; detail: unknown },
  by: ChangeBy,
): Promise<string[]> {
  const { studyId, from, to } = detailSchema.parse(change.detail)
  const target = await patientRow(tx, to)
  await lockKeys(tx, target ? [from, target] : [from])
  const [study] = await lockStudyRows(tx, [studyId])
  if (study?.patientId !== to) {
    throw new AppError('conflict', 'The study was moved again since then. Undo the later change first.')
  }
  if (!(await patientRow(tx, from.id))) await insertPatientRow(tx, from)
  await giveStudiesTo(tx, [studyId], from.id)
  await removeAliases(tx, change.id)
  await removeIfWithoutStudies(tx, to)
  for (const key of target ? [from, target] : [from]) await refreshIdentityConflicts(tx, key)
  await afterChange(
    tx,
    { kind: 'move', isUndo: true, changeId: change.id, studyIds: [studyId], patientId: from.id },
    by,
  )
  return [studyId]
}
