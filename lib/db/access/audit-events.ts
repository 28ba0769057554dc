import { db, type Db } from '../client'

export interface NewAuditEvent {
  actor: string
  role: string
  action: string
  outcome: string
  studyId: string | null
  patientId: string | null
  address: string
  detail: Record<string, string | number | boolean | null>
}

/** The hashes are set by the trigger audit_event_chain; what is sent here is overwritten. */
export async function insertAuditEvent(tx: Db, event: NewAuditEvent): Promise<void> {
  await tx.auditEvent.create({
    data: { ...event, prevHash: new Uint8Array(0), hash: new Uint8Array(0) },
    select: { id: true },
  })
}

export interface AuditFilter {
  actor?: string | undefined
  action?: string | undefined
  outcome?: string | undefined
  before?: bigint | undefined
  limit: number
}

export function listAuditEvents(filter: AuditFilter) {
  return db().auditEvent.findMany({
    where: {
      ...(filter.actor ? { actor: filter.actor } : {}),
      ...(filter.action ? { action: filter.action } : {}),
      ...(filter.outcome ? { outcome: filter.outcome } : {}),
      ...(filter.before ? { id: { lt: filter.before } } : {}),
    },
    select: {
      id: true,
      at: true,
      actor: true,
      role: true,
      action: true,
      outcome: true,
      studyId: true,
      patientId: true,
      address: true,
      detail: true,
    },
    orderBy: { id: 'desc' },
    take: filter.limit,
  })
}
