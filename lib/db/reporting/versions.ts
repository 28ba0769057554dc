import type { ReportStatus } from '@/lib/reporting/report'
import type { Db, Tx } from '../client'

const select = {
  studyId: true,
  version: true,
  status: true,
  indication: true,
  findings: true,
  impression: true,
  authorId: true,
  author: { select: { displayName: true, role: true } },
  signedAt: true,
  hash: true,
  prevHash: true,
} as const

/** A study's signed versions, oldest first. */
export async function versionsOf(tx: Db, studyId: string) {
  const rows = await tx.reportVersion.findMany({ where: { studyId }, orderBy: { version: 'asc' }, select })
  return rows.map((row) => ({ ...row, status: row.status as ReportStatus }))
}

export type VersionRow = Awaited<ReturnType<typeof versionsOf>>[number]

export interface NewVersion {
  studyId: string
  version: number
  status: ReportStatus
  indication: string
  findings: string
  impression: string
  authorId: string
  signedAt: Date
  hash: string
  prevHash: string
}

export async function insertVersion(tx: Tx, version: NewVersion): Promise<VersionRow> {
  const row = await tx.reportVersion.create({ data: version, select })
  return { ...row, status: version.status }
}
