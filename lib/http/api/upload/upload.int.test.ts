import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testObject } from '@/lib/archive/test-object'
import { db } from '@/lib/db/client'
import { useTestDatabase } from '@/lib/db/test-database'
import { createServer } from '../../server'
import { signInForTest } from '../../sign-in-for-test'
import { uploadRoutes } from './routes'

useTestDatabase()

let app: FastifyInstance
beforeAll(() => {
  app = createServer(uploadRoutes)
})
afterAll(() => app.close())

async function upload(headers: Record<string, string>, bytes: Uint8Array) {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/upload',
    headers: { ...headers, 'content-type': 'application/dicom' },
    payload: Buffer.from(bytes),
  })
  return { status: answer.statusCode, body: answer.json<{ studyId?: string }>() }
}

it('of a technologist is stored, and the audit log names the study', async () => {
  const { headers, userId } = await signInForTest('technologist')
  const { status, body } = await upload(headers, testObject({}).bytes)
  expect(status).toBe(200)
  expect(body.studyId).toEqual(expect.any(String))
  const events = await db().auditEvent.findMany({
    where: { action: 'image:store', actor: `user:${userId}` },
    select: { outcome: true, studyId: true },
  })
  expect(events).toEqual([{ outcome: 'success', studyId: body.studyId }])
})

it('of a radiologist is refused', async () => {
  const { headers } = await signInForTest('radiologist')
  expect(await upload(headers, testObject({}).bytes)).toMatchObject({ status: 403 })
})
