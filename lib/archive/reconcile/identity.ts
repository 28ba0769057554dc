import { z } from 'zod'
import {
  insertPatientRow,
  patientRow,
  patientRowsWithId,
  refreshIdentityConflicts,
  type PatientRow,
} from '@/lib/db/archive/reconcile/patient-rows'
import { lockPatientKey } from '@/lib/db/archive/patients'
import type { Tx } from '@/lib/db/client'
import { foldName } from '@/lib/dicom/fold-name'
import { isSamePatient } from '@/lib/dicom/same-patient'
import { AppError } from '@/lib/errors'
import { isUnknownPatient } from '../choose-patient'

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{Cc}\\]*$/u, 'must not hold control characters or a backslash')

/** A patient as a person writes it down (PS3.5 6.2 for the lengths). */
export const identitySchema = z.object({
  PatientID: text(64).min(1),
  IssuerOfPatientID: text(64).default(''),
  PatientName: text(194),
  PatientBirthDate: z
    .string()
    .regex(/^(\d{8})?$/, 'must be YYYYMMDD')
    .default(''),
  PatientSex: z.enum(['', 'M', 'F', 'O']).default(''),
})

export type Identity = z.infer<typeof identitySchema>

export type PatientTarget = { patientId: string } | { identity: Identity }

interface Key {
  PatientID: string
  IssuerOfPatientID: string
}

/** Patient keys are locked before studies, everywhere, and several of them in one order. */
export async function lockKeys(tx: Tx, keys: readonly Key[]): Promise<void> {
  const sorted = [...keys].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  for (const { PatientID, IssuerOfPatientID } of sorted)
    await lockPatientKey(tx, PatientID, IssuerOfPatientID)
}

/**
 * Reads patients and locks their keys; what they say is what they said when the keys were locked.
 * @throws AppError not-found | conflict when somebody else was changing one of them
 */
export async function lockPatients(
  tx: Tx,
  ids: readonly string[],
  alsoKeys: readonly Key[] = [],
): Promise<PatientRow[]> {
  const before: PatientRow[] = []
  for (const id of ids) before.push(await requirePatient(tx, id))
  await lockKeys(tx, [...before, ...alsoKeys])
  for (const row of before) {
    const now = await requirePatient(tx, row.id)
    if (nameOf(now) !== nameOf(row)) {
      throw new AppError('conflict', 'Somebody else has just changed this patient. Load the page again.')
    }
  }
  return before
}

const nameOf = ({ PatientID, IssuerOfPatientID }: Key): string => `${PatientID}\\${IssuerOfPatientID}`

/** @throws AppError not-found: merged or renamed by somebody else in the meantime, mostly */
export async function requirePatient(tx: Tx, id: string): Promise<PatientRow> {
  const row = await patientRow(tx, id)
  if (!row) throw new AppError('not-found', 'There is no such patient any more. Load the page again.')
  return row
}

/** What has to be locked to find or make the patient meant. */
export async function keyOfTarget(tx: Tx, target: PatientTarget): Promise<Key> {
  return 'identity' in target ? target.identity : requirePatient(tx, target.patientId)
}

/** The patient meant: the record chosen, one that is this person already, or a new one. The key is locked. */
export async function resolveTarget(tx: Tx, target: PatientTarget): Promise<PatientRow> {
  if ('patientId' in target) return requirePatient(tx, target.patientId)
  const { identity } = target
  const namesakes = await patientRowsWithId(tx, identity.PatientID, identity.IssuerOfPatientID)
  const known = namesakes.find((row) => isSamePatient(row, identity))
  if (known) return known
  const id = await insertPatientRow(tx, {
    ...identity,
    nameKey: foldName(identity.PatientName),
    identityConflict: namesakes.length > 0,
  })
  await refreshIdentityConflicts(tx, identity)
  return requirePatient(tx, id)
}

/** How objects name a patient of whom no ID came. */
export function aliasIdentity(row: PatientRow) {
  const { PatientID, IssuerOfPatientID, PatientName, PatientBirthDate } = row
  return {
    PatientID,
    IssuerOfPatientID: isUnknownPatient(row) ? '' : IssuerOfPatientID,
    PatientName,
    PatientBirthDate,
  }
}

export const patientRowSchema = z.object({
  id: z.uuid(),
  PatientID: z.string(),
  IssuerOfPatientID: z.string(),
  PatientName: z.string(),
  nameKey: z.string(),
  PatientBirthDate: z.string(),
  PatientSex: z.string(),
  identityConflict: z.boolean(),
})
