import { readRows } from '../read-pool'
import type { NewAuditEvent } from './audit-events'

interface Waiting {
  event: NewAuditEvent
  resolve: () => void
  reject: (error: unknown) => void
}

const most = 200
const waiting: Waiting[] = []
let writing = false

/**
 * Writes an audit event that belongs to no transaction. The chain lets one commit through at a time and each waits for
 * the disk, so what comes while one is under way goes together in the next: eight searches cost two commits, not eight.
 * On the disk when it resolves.
 */
export function auditInGroup(event: NewAuditEvent): Promise<void> {
  return new Promise((resolve, reject) => {
    waiting.push({ event, resolve, reject })
    if (!writing) void write()
  })
}

async function write(): Promise<void> {
  writing = true
  while (waiting.length > 0) {
    const group = waiting.splice(0, most)
    try {
      await insert(group.map(({ event }) => event))
      for (const { resolve } of group) resolve()
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }
  writing = false
}

/** Numbers and hashes are set by the trigger audit_event_chain, row by row in this order. */
const text = `
  insert into audit_event (actor, role, action, outcome, study_pk, patient_pk, address, detail, prev_hash, hash)
  select actor, role, action, outcome, study_pk, patient_pk, address, detail, '', ''
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::jsonb[])
    with ordinality as event(actor, role, action, outcome, study_pk, patient_pk, address, detail, n)
  order by n`

async function insert(events: readonly NewAuditEvent[]): Promise<void> {
  await readRows(text, [
    events.map(({ actor }) => actor),
    events.map(({ role }) => role),
    events.map(({ action }) => action),
    events.map(({ outcome }) => outcome),
    events.map(({ studyId }) => studyId),
    events.map(({ patientId }) => patientId),
    events.map(({ address }) => address),
    events.map(({ detail }) => JSON.stringify(detail)),
  ])
}
