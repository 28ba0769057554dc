import type { Db, Tx } from '../client'

const select = {
  studyId: true,
  authorId: true,
  author: { select: { displayName: true } },
  indication: true,
  findings: true,
  impression: true,
  revision: true,
  updatedAt: true,
} as const

export async function findDraft(tx: Db, studyId: string) {
  return tx.reportDraft.findUnique({ where: { studyId }, select })
}

export type DraftRow = NonNullable<Awaited<ReturnType<typeof findDraft>>>

export interface NewDraft {
  studyId: string
  authorId: string
  indication: string
  findings: string
  impression: string
  revision: number
}

export async function putDraft(tx: Tx, { studyId, ...draft }: NewDraft): Promise<DraftRow> {
  return tx.reportDraft.upsert({ where: { studyId }, create: { studyId, ...draft }, update: draft, select })
}

export async function deleteDraft(tx: Tx, studyId: string): Promise<void> {
  await tx.reportDraft.deleteMany({ where: { studyId } })
}
