import { db, type Tx } from '../../client'

const file = { blobName: true, byteLength: true, sha256: true, metadata: true } as const

export interface KeptFile {
  blobName: string
  byteLength: bigint
  sha256: Uint8Array<ArrayBuffer>
  metadata: Uint8Array<ArrayBuffer>
}

/** The study's instances after this one, with their place in the index and, where it is another, what was received. */
export async function coercibleInstances(studyId: string, after: string, take: number) {
  const rows = await db().instance.findMany({
    where: { id: { gt: after }, series: { studyId } },
    orderBy: { id: 'asc' },
    take,
    select: { id: true, SOPInstanceUID: true, ...file, series: { select: { SeriesInstanceUID: true } } },
  })
  const originals = await db().instanceOriginal.findMany({
    where: { instanceId: { in: rows.map(({ id }) => id) } },
    select: { instanceId: true, ...file },
  })
  const byInstance = new Map(originals.map(({ instanceId, ...original }) => [instanceId, original]))
  return rows.map((row) => ({ ...row, original: byInstance.get(row.id) ?? null }))
}

export function studyIdentity(studyId: string) {
  return db().study.findUnique({
    where: { id: studyId },
    select: {
      StudyInstanceUID: true,
      AccessionNumber: true,
      patient: {
        select: {
          PatientID: true,
          IssuerOfPatientID: true,
          PatientName: true,
          PatientBirthDate: true,
          PatientSex: true,
        },
      },
    },
  })
}

export interface Serving {
  instanceId: string
  /** What is served until now: another one says that somebody was faster. */
  oldBlobName: string
  served: KeptFile & { TransferSyntaxUID: string }
  /** What was received, when something else is served; null: it is served itself again. */
  original: KeptFile | null
}

/** @returns false when the instance has changed or gone meanwhile; nothing was done then */
export async function serveOther(
  tx: Tx,
  { instanceId, oldBlobName, served, original }: Serving,
): Promise<boolean> {
  const { count } = await tx.instance.updateMany({
    where: { id: instanceId, blobName: oldBlobName },
    data: served,
  })
  if (count === 0) return false
  await tx.instanceOriginal.deleteMany({ where: { instanceId } })
  if (original)
    await tx.instanceOriginal.create({ data: { instanceId, ...original }, select: { instanceId: true } })
  return true
}

export async function growRevision(tx: Tx, studyId: string): Promise<void> {
  await tx.study.update({
    where: { id: studyId },
    data: { revision: { increment: 1 } },
    select: { id: true },
  })
}

/** What was received, of an instance that is served otherwise. */
export function originalOf(SOPInstanceUID: string) {
  return db()
    .instance.findUnique({ where: { SOPInstanceUID }, select: { id: true } })
    .then((found) =>
      found
        ? db().instanceOriginal.findUnique({
            where: { instanceId: found.id },
            select: { blobName: true, byteLength: true },
          })
        : null,
    )
}
