import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertAuditEvent } from './access/audit-events'
import { db, transaction } from './client'
import { useTestDatabase } from './test-database'

useTestDatabase()

let client: Client
beforeAll(async () => {
  client = new Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
})
afterAll(() => client.end())

const event = (detail: Record<string, number> = {}) => ({
  actor: 'system',
  role: '',
  action: 'test',
  outcome: 'success',
  studyId: null,
  patientId: null,
  address: '',
  detail,
})

describe('the logs of the database', () => {
  it.each(['reading_event', 'report_version', 'audit_event'])('%s refuses every change', async (table) => {
    const column = table === 'reading_event' ? 'type' : table === 'report_version' ? 'status' : 'action'
    await expect(client.query(`UPDATE ${table} SET ${column} = 'x'`)).rejects.toThrow('append-only')
    await expect(client.query(`DELETE FROM ${table}`)).rejects.toThrow('append-only')
    await expect(client.query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow('append-only')
  })

  it('chains audit rows written at the same time, without a gap', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => insertAuditEvent(db(), event({ n }))))
    const aborted = transaction(async (tx) => {
      await insertAuditEvent(tx, event())
      throw new Error('rolled back')
    })
    await expect(aborted).rejects.toThrow('rolled back')
    await insertAuditEvent(db(), { ...event(), studyId: randomUUID() })
    const { rows } = await client.query('SELECT count(*)::int AS n, max(id)::int AS last FROM audit_event')
    expect(rows).toEqual([{ n: 41, last: 41 }])
    expect(await firstBreak()).toBeNull()
  })

  it('shows where somebody with the rights of the owner altered or removed a row', async () => {
    await client.query('ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only')
    await client.query('BEGIN')
    await client.query(`UPDATE audit_event SET outcome = 'denied' WHERE id = 17`)
    expect(await firstBreak()).toBe(17)
    await client.query('ROLLBACK')
    await client.query('BEGIN')
    await client.query('DELETE FROM audit_event WHERE id = 23')
    expect(await firstBreak()).toBe(23)
    await client.query('ROLLBACK')
    await client.query('ALTER TABLE audit_event ENABLE ALWAYS TRIGGER audit_event_append_only')
  })
})

async function firstBreak(): Promise<number | null> {
  const { rows } = await client.query<{ at: string | null }>('SELECT audit_event_first_break() AS at')
  const at = rows[0]?.at ?? null
  return at === null ? null : Number(at)
}
