import { aliasesOf, type AliasIdentity } from '@/lib/db/archive/reconcile/identity-aliases'
import type { Tx } from '@/lib/db/client'
import { contradicts } from '@/lib/dicom/same-patient'

/**
 * Whether a person has said that objects which name this patient belong into the study of that one: because the study
 * was moved, such objects were accepted into it, or the two records were merged.
 */
export async function isAliasInStudy(
  tx: Tx,
  named: AliasIdentity,
  study: { id: string; patient: { id: string } },
): Promise<boolean> {
  const aliases = await aliasesOf(tx, named, study.id)
  return aliases.some(
    (alias) =>
      !contradicts(alias, named) && (alias.studyId === study.id || alias.patientId === study.patient.id),
  )
}

/** The patient that is meant wherever this one is named; null: nobody has said so. */
export async function patientMeantBy(tx: Tx, named: AliasIdentity): Promise<string | null> {
  if (named.PatientID === '') return null
  const aliases = await aliasesOf(tx, named, null)
  return aliases.find((alias) => alias.studyId === null && !contradicts(alias, named))?.patientId ?? null
}
