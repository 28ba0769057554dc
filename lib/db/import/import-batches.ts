import { db, type Tx } from '../client'

const line = {
  id: true,
  state: true,
  files: true,
  bytes: true,
  stored: true,
  duplicate: true,
  quarantined: true,
  refused: true,
  skipped: true,
  createdAt: true,
  updatedAt: true,
} as const

export interface ImportCounts {
  stored: number
  duplicate: number
  quarantined: number
  refused: number
  skipped: number
}

export interface NewImport {
  owner: string
  fingerprint: string
  files: number
  bytes: number
}

/** The same medium of the same person is the same batch, open again. */
export async function openImport(tx: Tx, batch: NewImport) {
  const { owner, fingerprint, files, bytes } = batch
  const before = await tx.importBatch.findUnique({
    where: { owner_fingerprint: { owner, fingerprint } },
    select: line,
  })
  const opened = await tx.importBatch.upsert({
    where: { owner_fingerprint: { owner, fingerprint } },
    create: { owner, fingerprint, files, bytes: BigInt(bytes) },
    update: { state: 'open', files, bytes: BigInt(bytes) },
    select: { id: true },
  })
  return { id: opened.id, before }
}

/** @returns how many rows there were: none when the batch is not this person's */
export async function saveImport(
  tx: Tx,
  { id, owner, state, counts }: { id: string; owner: string; state: string; counts: ImportCounts },
): Promise<number> {
  const { count } = await tx.importBatch.updateMany({ where: { id, owner }, data: { state, ...counts } })
  return count
}

/** The last media of a person, newest first. */
export function importsOf(owner: string) {
  return db().importBatch.findMany({
    where: { owner },
    select: line,
    orderBy: { updatedAt: 'desc' },
    take: 20,
  })
}
