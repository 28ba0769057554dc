import { db } from '../client'

const columns = {
  studyId: true,
  revision: true,
  instances: true,
  bytes: true,
  movedAt: true,
  provedAt: true,
  proved: true,
}

export async function saveColdStudy(row: {
  studyId: string
  revision: number
  instances: number
  bytes: bigint
  movedAt: Date
}): Promise<void> {
  const { studyId, ...rest } = row
  await db().coldStudy.upsert({
    where: { studyId },
    create: row,
    update: { ...rest, provedAt: null, proved: null },
    select: { studyId: true },
  })
}

export async function deleteColdStudy(studyId: string): Promise<void> {
  await db().coldStudy.deleteMany({ where: { studyId } })
}

/** Any one of those that were proved the longest ago, or never: chosen by `random` in [0, 1). */
export async function oneColdStudy(random: number) {
  const rows = await db().coldStudy.findMany({
    orderBy: { provedAt: { sort: 'asc', nulls: 'first' } },
    take: 200,
    select: columns,
  })
  return rows[Math.floor(random * rows.length)] ?? null
}

export async function noteColdProof(
  studyId: string,
  proof: { provedAt: Date; proved: boolean },
): Promise<void> {
  await db().coldStudy.updateMany({ where: { studyId }, data: proof })
}

/** What lies in the cold place, and what the proofs said. */
export async function coldHoldings() {
  const [all, unsound, last] = await Promise.all([
    db().coldStudy.aggregate({ _count: true, _sum: { bytes: true, instances: true } }),
    db().coldStudy.count({ where: { proved: false } }),
    db().coldStudy.findFirst({
      where: { provedAt: { not: null } },
      orderBy: { provedAt: 'desc' },
      select: columns,
    }),
  ])
  return {
    studies: all._count,
    instances: all._sum.instances ?? 0,
    bytes: Number(all._sum.bytes ?? 0),
    unsound,
    last,
  }
}

/** The blobs of a study, with what they must be. */
export function blobsOfStudy(studyId: string) {
  return db().instance.findMany({
    where: { series: { studyId } },
    orderBy: { id: 'asc' },
    select: { SOPInstanceUID: true, blobName: true, byteLength: true, sha256: true },
  })
}
