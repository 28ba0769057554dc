import { z } from 'zod'
import { insertChange } from '@/lib/db/archive/reconcile/changes'
import { insertAlias, removeAliases } from '@/lib/db/archive/reconcile/identity-aliases'
import { lockStudyRows } from '@/lib/db/archive/reconcile/lock-study'
import {
  giveStudiesTo,
  patientRow,
  patientRowsWithId,
  refreshIdentityConflicts,
  studyIdsOfPatient,
  updatePatientRow,
} from '@/lib/db/archive/reconcile/patient-rows'
import { transaction, type Tx } from '@/lib/db/client'
import { foldName } from '@/lib/dicom/fold-name'
import { isSamePatient } from '@/lib/dicom/same-patient'
import { AppError } from '@/lib/errors'
import { changeHeader, type ChangeBy } from './change'
import { afterChange } from './change-study'
import { aliasIdentity, lockKeys, patientRowSchema, lockPatients, type Identity } from './identity'

const detailSchema = z.object({ before: patientRowSchema, after: patientRowSchema })

export interface CorrectInput extends ChangeBy {
  patientId: string
  identity: Identity
}

/**
 * The patient's data were written down wrongly: ID, name, birth date or sex are set right for all studies. What still
 * comes with the wrong data follows.
 * @throws AppError not-found | invalid | conflict when another record is this person: merge them
 */
export async function correctPatient(input: CorrectInput): Promise<{ changeId: string; studies: number }> {
  const header = changeHeader(input)
  const { identity } = input
  return transaction(async (tx) => {
    const [before] = await lockPatients(tx, [input.patientId], [identity])
    if (!before) throw new AppError('not-found', 'There is no such patient any more.')
    const namesakes = await patientRowsWithId(tx, identity.PatientID, identity.IssuerOfPatientID)
    if (namesakes.some((row) => row.id !== before.id && isSamePatient(row, identity))) {
      throw new AppError('conflict', 'Another record says the same of this person: merge the two.')
    }
    const after = { ...before, ...identity, nameKey: foldName(identity.PatientName) }
    if (JSON.stringify(after) === JSON.stringify(before)) {
      throw new AppError('invalid', 'Nothing is different from what is stored.')
    }
    const studyIds = await studyIdsOfPatient(tx, before.id)
    await lockStudyRows(tx, studyIds)
    await updatePatientRow(tx, before.id, { ...identity, nameKey: after.nameKey })
    await giveStudiesTo(tx, studyIds, before.id)
    const changeId = await insertChange(tx, {
      kind: 'correct',
      ...header,
      detail: { before: { ...before }, after },
      undoUntil: null,
    })
    if (before.PatientID !== '') {
      await insertAlias(tx, { ...aliasIdentity(before), studyId: null, patientId: before.id, changeId })
    } else {
      for (const studyId of studyIds) {
        await insertAlias(tx, { ...aliasIdentity(before), studyId, patientId: null, changeId })
      }
    }
    for (const key of [before, after]) await refreshIdentityConflicts(tx, key)
    await afterChange(tx, { kind: 'correct', changeId, studyIds, patientId: before.id }, input)
    return { changeId, studies: studyIds.length }
  })
}

export async function undoCorrection(
  tx: Tx,
  change: { id: string; detail: unknown },
  by: ChangeBy,
): Promise<string[]> {
  const { before, after } = detailSchema.parse(change.detail)
  await lockKeys(tx, [before, after])
  const now = await patientRow(tx, before.id)
  const isAsLeft =
    now &&
    (['PatientID', 'IssuerOfPatientID', 'PatientName', 'PatientBirthDate', 'PatientSex'] as const).every(
      (k) => now[k] === after[k],
    )
  if (!isAsLeft) {
    throw new AppError(
      'conflict',
      'The patient was changed or merged since then. Undo the later change first.',
    )
  }
  const studyIds = await studyIdsOfPatient(tx, before.id)
  await lockStudyRows(tx, studyIds)
  const { id, ...row } = before
  await updatePatientRow(tx, id, row)
  await giveStudiesTo(tx, studyIds, id)
  await removeAliases(tx, change.id)
  for (const key of [before, after]) await refreshIdentityConflicts(tx, key)
  await afterChange(tx, { kind: 'correct', isUndo: true, changeId: change.id, studyIds, patientId: id }, by)
  return studyIds
}
