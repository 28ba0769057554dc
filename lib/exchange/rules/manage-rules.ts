import { actorName, type Actor } from '@/lib/access/actor'
import { audit } from '@/lib/access/audit'
import { transaction } from '@/lib/db/client'
import { findDestination } from '@/lib/db/exchange/destinations'
import {
  deleteRule,
  findRuleRow,
  insertRule,
  listRuleRows,
  setRuleEnabled,
  updateRule,
} from '@/lib/db/exchange/rules'
import { AppError } from '@/lib/errors'
import { dryRun, type DryRun } from './dry-run'
import { ruleInput, type Rule, type RuleInput } from './rule'

export type RuleListing = RuleInput & {
  id: string
  enabledAt: string | null
  enabledBy: string
  lastRunAt: string | null
  lastRun: Record<string, number> | null
}

type Row = NonNullable<Awaited<ReturnType<typeof findRuleRow>>>

export async function listRules(): Promise<RuleListing[]> {
  return (await listRuleRows()).map(listingOf)
}

/** The rules that are switched on. */
export async function enabledRules(): Promise<Rule[]> {
  return (await listRuleRows({ enabled: true })).map(ruleOf)
}

/** A new rule is off: first its dry run is looked at. */
export async function writeRule(input: RuleInput, actor: Actor, id?: string): Promise<RuleListing> {
  await requireDestination(input)
  if (id !== undefined) await requireRule(id)
  const { name, kind, condition, settings } = input
  const columns = { name, kind, condition, settings }
  return transaction(async (tx) => {
    const row = id
      ? await updateRule(tx, id, columns)
      : await insertRule(tx, { ...columns, createdBy: actorName(actor) })
    await auditRule(row.id, id ? 'changed' : 'written')
    return listingOf(row)

    function auditRule(ruleId: string, what: string): Promise<void> {
      const detail = { what, ruleId, kind }
      return audit({ actor, action: 'rule:manage', outcome: 'success', detail }, tx)
    }
  })
}

/** @throws AppError not-found */
export async function switchRule(id: string, on: boolean, actor: Actor): Promise<RuleListing> {
  await requireRule(id)
  return transaction(async (tx) => {
    const row = await setRuleEnabled(tx, id, on ? { at: new Date(), by: actorName(actor) } : null)
    const detail = { what: on ? 'switched on' : 'switched off', ruleId: id, kind: row.kind }
    await audit({ actor, action: 'rule:manage', outcome: 'success', detail }, tx)
    return listingOf(row)
  })
}

/** @throws AppError not-found */
export async function removeRule(id: string, actor: Actor): Promise<void> {
  const { kind } = await requireRule(id)
  await transaction(async (tx) => {
    await deleteRule(tx, id, new Date())
    await audit(
      { actor, action: 'rule:manage', outcome: 'success', detail: { what: 'deleted', ruleId: id, kind } },
      tx,
    )
  })
}

/** What the stored rule would do. @throws AppError not-found */
export async function dryRunOf(id: string, now = new Date()): Promise<DryRun> {
  return dryRun(ruleOf(await requireRule(id)), now)
}

async function requireRule(id: string): Promise<Row> {
  const row = await findRuleRow(id)
  if (!row) throw new AppError('not-found', 'There is no such rule.')
  return row
}

async function requireDestination(input: RuleInput): Promise<void> {
  if (input.kind !== 'forward' && input.kind !== 'prefetch') return
  if (await findDestination(input.settings.destinationId)) return
  throw new AppError('invalid', 'There is no such destination. Make it first.')
}

/** The database keeps what `ruleInput` let in. */
function ruleOf({ id, enabledAt, name, kind, condition, settings }: Row): Rule {
  return { ...ruleInput.parse({ name, kind, condition, settings }), id, enabledAt }
}

function listingOf(row: Row): RuleListing {
  const { enabledAt, ...rule } = ruleOf(row)
  return {
    ...rule,
    enabledAt: enabledAt?.toISOString() ?? null,
    enabledBy: row.enabledBy,
    lastRunAt: row.lastRunAt?.toISOString() ?? null,
    lastRun: countsOf(row.lastRun),
  }
}

function countsOf(value: unknown): Record<string, number> | null {
  if (typeof value !== 'object' || value === null) return null
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, n]) => (typeof n === 'number' ? [[key, n]] : [])),
  )
}
