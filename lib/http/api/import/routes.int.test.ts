import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { storeInstance } from '@/lib/archive/store-instance'
import { testObject } from '@/lib/archive/test-object'
import { db } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import { createServer } from '../../server'
import { signInForTest } from '../../sign-in-for-test'
import { importRoutes } from './routes'

useTestDatabase()

let app: FastifyInstance
let one: Awaited<ReturnType<typeof signInForTest>>
let other: Awaited<ReturnType<typeof signInForTest>>
beforeAll(async () => {
  app = createServer(importRoutes)
  one = await signInForTest('technologist')
  other = await signInForTest('technologist')
})
afterAll(() => app.close())

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const counts = { stored: 1, duplicate: 2, quarantined: 0, refused: 3, skipped: 4 }

function ask(who: typeof one, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) {
  return app.inject({ method, url, headers: who.headers, ...(payload ? { payload } : {}) })
}

it('the same medium is the same batch until it is done, and belongs to the person who brought it', async () => {
  const medium = { fingerprint: sha256(Buffer.from('a')), files: 10, bytes: 1000 }
  const first = await ask(one, 'POST', '/api/imports', medium)
  expect(first.statusCode).toBe(201)
  const { id } = first.json<{ id: string }>()
  expect(first.json()).toEqual({ id, resumed: false })
  expect((await ask(one, 'POST', '/api/imports', medium)).json()).toEqual({ id, resumed: true })
  expect((await ask(other, 'POST', '/api/imports', medium)).json()).toMatchObject({ resumed: false })

  const done = { state: 'done', counts }
  expect((await ask(other, 'PUT', `/api/imports/${id}`, done)).statusCode).toBe(404)
  expect((await ask(one, 'PUT', `/api/imports/${id}`, done)).statusCode).toBe(204)
  expect((await ask(one, 'GET', '/api/imports')).json()).toMatchObject([{ id, state: 'done', counts }])
  const audited = await db().auditEvent.findMany({
    where: { actor: `user:${one.userId}`, action: 'image:store' },
    orderBy: { id: 'asc' },
    select: { detail: true },
  })
  const steps = audited.map(({ detail }) => (detail as { step?: string }).step)
  expect(steps).toEqual(['import-started', 'import-resumed', 'import-done'])
})

it('says which files are here: identical, other, known, unknown', async () => {
  const stored = testObject()
  await storeInstance({ bytes: stored.bytes, origin: 'test' })
  const medium = { fingerprint: sha256(Buffer.from('b')), files: 3, bytes: 1 }
  const { id } = (await ask(one, 'POST', '/api/imports', medium)).json<{ id: string }>()
  const { SOPInstanceUID } = stored
  const files = [
    { SOPInstanceUID, sha256: sha256(stored.bytes) },
    { SOPInstanceUID, sha256: sha256(Buffer.from('?')) },
    { SOPInstanceUID },
    { SOPInstanceUID: '1.2.3.4.5' },
  ]
  const answer = await ask(one, 'POST', `/api/imports/${id}/compare`, { files })
  expect(answer.json()).toEqual({ answers: ['identical', 'other', 'known', 'unknown'] })
})

it('takes no more at once than it should, and no nonsense', async () => {
  const url = '/api/imports/00000000-0000-4000-8000-000000000000/compare'
  const files = Array.from({ length: 501 }, () => ({ SOPInstanceUID: '1.2' }))
  expect((await ask(one, 'POST', url, { files })).statusCode).toBe(400)
  expect((await ask(one, 'POST', url, { files: [{ SOPInstanceUID: "1' OR 1=1" }] })).statusCode).toBe(400)
})
