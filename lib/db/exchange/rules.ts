import type { Prisma } from '../generated/client'
import { db, type Db } from '../client'

const columns = {
  id: true,
  name: true,
  kind: true,
  condition: true,
  settings: true,
  enabledAt: true,
  enabledBy: true,
  lastRunAt: true,
  lastRun: true,
  createdAt: true,
  createdBy: true,
}

export interface RuleColumns {
  name: string
  kind: string
  condition: Prisma.InputJsonObject
  settings: Prisma.InputJsonObject
}

/** Rules that were not deleted, oldest first. */
export function listRuleRows({ enabled = false }: { enabled?: boolean } = {}) {
  return db().archiveRule.findMany({
    where: { deletedAt: null, ...(enabled ? { enabledAt: { not: null } } : {}) },
    orderBy: { createdAt: 'asc' },
    select: columns,
  })
}

export function findRuleRow(id: string) {
  return db().archiveRule.findFirst({ where: { id, deletedAt: null }, select: columns })
}

export function insertRule(tx: Db, rule: RuleColumns & { createdBy: string }) {
  return tx.archiveRule.create({ data: rule, select: columns })
}

/** A changed rule is off until somebody has looked at what it would do and switches it on again. */
export function updateRule(tx: Db, id: string, rule: RuleColumns) {
  return tx.archiveRule.update({
    where: { id },
    data: { ...rule, enabledAt: null, enabledBy: '' },
    select: columns,
  })
}

export function setRuleEnabled(tx: Db, id: string, enabled: { at: Date; by: string } | null) {
  return tx.archiveRule.update({
    where: { id },
    data: { enabledAt: enabled?.at ?? null, enabledBy: enabled?.by ?? '' },
    select: columns,
  })
}

/** Its transfers still name it. */
export async function deleteRule(tx: Db, id: string, at: Date): Promise<void> {
  await tx.archiveRule.update({
    where: { id },
    data: { deletedAt: at, enabledAt: null },
    select: { id: true },
  })
}

export async function noteRuleRun(id: string, at: Date, lastRun: Prisma.InputJsonObject): Promise<void> {
  await db().archiveRule.update({ where: { id }, data: { lastRunAt: at, lastRun }, select: { id: true } })
}
