import { Prisma } from '../../generated/client'
import type { Tx } from '../../client'
import { newId } from '../new-id'

export interface AliasIdentity {
  PatientID: string
  IssuerOfPatientID: string
  PatientName: string
  PatientBirthDate: string
}

export interface Alias extends AliasIdentity {
  studyId: string | null
  patientId: string | null
}

/** Who else is meant by this key: in the study, or everywhere. */
export function aliasesOf(tx: Tx, { PatientID, IssuerOfPatientID }: AliasIdentity, studyId: string | null) {
  return tx.identityAlias.findMany({
    where: { PatientID, IssuerOfPatientID, OR: [{ studyId: null }, ...(studyId ? [{ studyId }] : [])] },
    orderBy: { id: 'desc' },
    select: {
      PatientID: true,
      IssuerOfPatientID: true,
      PatientName: true,
      PatientBirthDate: true,
      studyId: true,
      patientId: true,
    },
  })
}

export async function insertAlias(
  tx: Tx,
  alias: AliasIdentity & { studyId: string | null; patientId: string | null; changeId: string },
): Promise<void> {
  const { PatientID, IssuerOfPatientID, PatientName, PatientBirthDate, studyId, patientId, changeId } = alias
  await tx.identityAlias.create({
    data: {
      id: newId(),
      ...{ PatientID, IssuerOfPatientID, PatientName, PatientBirthDate, studyId, patientId, changeId },
    },
    select: { id: true },
  })
}

export async function removeAliases(tx: Tx, changeId: string): Promise<void> {
  await tx.identityAlias.deleteMany({ where: { changeId } })
}

/** Aliases of one patient become those of another. @returns their ids, for the way back */
export async function repointAliases(
  tx: Tx,
  from: string,
  to: string,
  only?: readonly string[],
): Promise<string[]> {
  const among = only ? Prisma.sql`and id = any(${[...only]}::uuid[])` : Prisma.empty
  const rows = await tx.$queryRaw<{ id: string }[]>`
    update identity_alias set patient_pk = ${to}::uuid where patient_pk = ${from}::uuid ${among} returning id`
  return rows.map(({ id }) => id)
}
