import { z } from 'zod'
import { insertChange } from '@/lib/db/archive/reconcile/changes'
import { insertAlias, removeAliases, repointAliases } from '@/lib/db/archive/reconcile/identity-aliases'
import { lockStudyRows } from '@/lib/db/archive/reconcile/lock-study'
import {
  giveStudiesTo,
  insertPatientRow,
  patientRow,
  refreshIdentityConflicts,
  removeIfWithoutStudies,
  studiesReceivedSince,
  studyIdsOfPatient,
} from '@/lib/db/archive/reconcile/patient-rows'
import { transaction, type Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { isUnknownPatient } from '../choose-patient'
import { changeHeader, type ChangeBy } from './change'
import { afterChange } from './change-study'
import { aliasIdentity, lockKeys, lockPatients, patientRowSchema } from './identity'
import { namesPatient } from './received-identity'

const detailSchema = z.object({
  from: patientRowSchema,
  into: z.uuid(),
  studyIds: z.array(z.uuid()),
  aliasIds: z.array(z.uuid()),
})

export interface MergeInput extends ChangeBy {
  /** The record that ends. */
  from: string
  /** The record that stays. */
  into: string
}

/**
 * Two records are one person: all studies of the one become those of the other, and what still arrives under the old
 * name follows. What is served says so too (coerceStudy). Reading state, reports and orders hang on the studies and
 * stay as they are.
 * @throws AppError not-found | invalid
 */
export async function mergePatients(input: MergeInput): Promise<{ changeId: string; studies: number }> {
  const header = changeHeader(input)
  if (input.from === input.into) throw new AppError('invalid', 'Choose two different patients.')
  return transaction(async (tx) => {
    const [from, into] = await lockPatients(tx, [input.from, input.into])
    if (!from || !into) throw new AppError('not-found', 'There is no such patient any more.')
    if (isUnknownPatient(into)) throw new AppError('invalid', 'Merge the one without an ID into the other.')
    const studyIds = await studyIdsOfPatient(tx, from.id)
    await lockStudyRows(tx, studyIds)
    await giveStudiesTo(tx, studyIds, into.id)
    const aliasIds = await repointAliases(tx, from.id, into.id)
    const changeId = await insertChange(tx, {
      kind: 'merge',
      ...header,
      detail: { from: { ...from }, into: into.id, studyIds, aliasIds },
      undoUntil: null,
    })
    if (from.PatientID !== '') {
      await insertAlias(tx, { ...aliasIdentity(from), studyId: null, patientId: into.id, changeId })
    }
    await removeIfWithoutStudies(tx, from.id)
    for (const key of [from, into]) await refreshIdentityConflicts(tx, key)
    await afterChange(tx, { kind: 'merge', changeId, studyIds, patientId: into.id }, input)
    return { changeId, studies: studyIds.length }
  })
}

/** Also what came under the old name since then goes back. */
export async function undoMerge(
  tx: Tx,
  change: { id: string; at: Date; detail: unknown },
  by: ChangeBy,
): Promise<string[]> {
  const { from, into, studyIds, aliasIds } = detailSchema.parse(change.detail)
  const target = await patientRow(tx, into)
  if (!target) {
    throw new AppError('conflict', 'The patient was merged again since then. Undo that merge first.')
  }
  await lockKeys(tx, [from, target])
  if (!(await patientRow(tx, from.id))) await insertPatientRow(tx, from)
  await removeAliases(tx, change.id)
  if (aliasIds.length > 0) await repointAliases(tx, into, from.id, aliasIds)
  const since = await studiesReceivedSince(tx, into, change.at)
  const followed: string[] = []
  for (const studyId of since) if (await namesPatient(tx, studyId, from)) followed.push(studyId)
  const wanted = [...new Set([...studyIds, ...followed])]
  const still = (await lockStudyRows(tx, wanted)).filter(({ patientId }) => patientId === into)
  const moved = still.map(({ id }) => id)
  await giveStudiesTo(tx, moved, from.id)
  for (const key of [from, target]) await refreshIdentityConflicts(tx, key)
  await afterChange(
    tx,
    { kind: 'merge', isUndo: true, changeId: change.id, studyIds: moved, patientId: from.id },
    by,
  )
  return moved
}
