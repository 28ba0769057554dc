import { listAuditEvents } from '@/lib/db/access/audit-events'

export interface AuditListing {
  id: string
  at: string
  actor: string
  role: string
  action: string
  outcome: string
  studyId: string | null
  patientId: string | null
  address: string
  detail: unknown
}

/** The newest audit events first; `before` is the id of the last one seen (keyset paging). */
export async function listAudit(filter: {
  actor?: string | undefined
  action?: string | undefined
  outcome?: string | undefined
  before?: string | undefined
  limit: number
}): Promise<AuditListing[]> {
  const rows = await listAuditEvents({ ...filter, before: filter.before ? BigInt(filter.before) : undefined })
  return rows.map((row) => ({ ...row, id: row.id.toString(), at: row.at.toISOString() }))
}
