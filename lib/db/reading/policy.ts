import { defaultTargets, deadlineTargets, type DeadlineTargets } from '@/lib/reading/deadline-policy'
import type { Db, Tx } from '../client'

export interface PolicyVersion {
  /** 0: the defaults, before anybody has set a policy. */
  version: number
  targets: DeadlineTargets
  createdAt: Date | null
  createdBy: string | null
  reason: string
}

const select = { version: true, targets: true, createdAt: true, createdBy: true, reason: true } as const

export async function currentPolicy(tx: Db): Promise<PolicyVersion> {
  const row = await tx.deadlinePolicy.findFirst({ orderBy: { version: 'desc' }, select })
  if (!row) return { version: 0, targets: defaultTargets, createdAt: null, createdBy: null, reason: '' }
  return { ...row, targets: deadlineTargets.parse(row.targets) }
}

export async function policyHistory(tx: Db): Promise<PolicyVersion[]> {
  const rows = await tx.deadlinePolicy.findMany({ orderBy: { version: 'desc' }, take: 50, select })
  return rows.map((row) => ({ ...row, targets: deadlineTargets.parse(row.targets) }))
}

/** @returns the new version's number */
export async function insertPolicy(
  tx: Tx,
  policy: { targets: DeadlineTargets; reason: string; createdBy: string | null; createdAt: Date },
): Promise<number> {
  const { version } = await tx.deadlinePolicy.create({ data: policy, select: { version: true } })
  return version
}
