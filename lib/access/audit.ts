import { auditInGroup } from '@/lib/db/access/audit-in-group'
import { insertAuditEvent } from '@/lib/db/access/audit-events'
import type { Db } from '@/lib/db/client'
import type { Action } from './actions'
import { actorName, type Actor } from './actor'

export interface AuditInput {
  actor: Actor
  action: Action | 'sign-in' | 'sign-out'
  outcome: 'success' | 'denied' | 'failure'
  studyId?: string | undefined
  patientId?: string | undefined
  /** Ids, codes and counts only: never a name, never report text. */
  detail?: Record<string, string | number | boolean | null>
}

/**
 * Writes one audit event (PS3.15 A.5 vocabulary in docs/security.md). With `tx` it is committed together with
 * the effect that it records; without, it is on the disk when this resolves. A trigger chains each row to the one
 * before by SHA-256.
 */
export function audit(input: AuditInput, tx?: Db): Promise<void> {
  const event = {
    actor: actorName(input.actor),
    role: input.actor.kind === 'user' ? input.actor.role : '',
    action: input.action,
    outcome: input.outcome,
    studyId: input.studyId ?? null,
    patientId: input.patientId ?? null,
    address: input.actor.address,
    detail: input.detail ?? {},
  }
  return tx ? insertAuditEvent(tx, event) : auditInGroup(event)
}
