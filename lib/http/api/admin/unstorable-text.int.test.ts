import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useTestDatabase } from '@/lib/db/test-database'
import { routes } from '../../routes'
import { createServer } from '../../server'
import { signInForTest } from '../../sign-in-for-test'

useTestDatabase()

let app: FastifyInstance
let administrator: Awaited<ReturnType<typeof signInForTest>>

beforeAll(async () => {
  app = createServer(routes)
  administrator = await signInForTest('administrator')
})
afterAll(() => app.close())

const nul = 'a\0b'
const halfASurrogatePair = 'a\ud800b'

it.each([nul, halfASurrogatePair])(
  'refuses text that is none in every field of administration',
  async (text) => {
    const ownAccount = `/api/admin/users/${administrator.userId}`
    const requests = [
      {
        method: 'POST',
        url: '/api/admin/users',
        body: { username: 'x1', displayName: text, role: 'resident' },
      },
      { method: 'PATCH', url: ownAccount, body: { displayName: text } },
      { method: 'PATCH', url: ownAccount, body: { ReferringPhysicianName: text } },
      { method: 'POST', url: '/api/admin/peers', body: { aeTitle: 'X1', note: text } },
      { method: 'POST', url: '/api/admin/tokens', body: { name: text, scopes: ['dicomweb:read'] } },
      { method: 'GET', url: `/api/admin/audit?actor=${encodeURIComponent('\0')}` },
      { method: 'GET', url: `/api/admin/audit?action=${encodeURIComponent('\0')}` },
    ] as const
    for (const { method, url, ...rest } of requests) {
      const headers = { ...administrator.headers, 'content-type': 'application/json' }
      const payload = 'body' in rest ? JSON.stringify(rest.body) : undefined
      const answer = await app.inject({ method, url, headers, payload })
      expect(answer.statusCode, `${method} ${url}`).toBe(400)
    }
  },
)
