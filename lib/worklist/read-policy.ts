import { db } from '@/lib/db/client'
import { currentPolicy, policyHistory } from '@/lib/db/reading/policy'
import { userNames } from '@/lib/db/reading/user-names'
import type { PolicyAnswer } from './policy-answer'

/** The targets in force and who set which ones before, the latest first. */
export async function readPolicy(): Promise<PolicyAnswer> {
  const [{ version, targets }, history] = await Promise.all([currentPolicy(db()), policyHistory(db())])
  const names = await userNames(
    db(),
    history.flatMap(({ createdBy }) => createdBy ?? []),
  )
  return {
    version,
    targets,
    history: history.map((entry) => ({
      version: entry.version,
      createdAt: entry.createdAt?.toISOString() ?? null,
      createdBy: names.get(entry.createdBy ?? '') ?? 'Wetread',
      reason: entry.reason,
      targets: entry.targets,
    })),
  }
}
