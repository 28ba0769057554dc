import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/may'
import { roles, type Role } from '@/lib/access/roles'
import { useTestDatabase } from '@/lib/db/test-database'
import { routes } from './routes'
import { createServer } from './server'
import { signInForTest } from './sign-in-for-test'

useTestDatabase()

let app: FastifyInstance
const people = new Map<Role, Record<string, string>>()

beforeAll(async () => {
  app = createServer(routes)
  for (const role of roles) {
    const person = await signInForTest(
      role,
      role === 'referrer' ? { ReferringPhysicianName: 'Stone^Rosa' } : {},
    )
    people.set(role, person.headers)
  }
})
afterAll(() => app.close())

/** Every endpoint that is not public, with made-up ids in its address. */
const guarded = routes
  .map((route) => route.definition)
  .filter((definition) => definition.action !== 'public')
  .map((definition) => ({
    method: definition.method,
    action: definition.action,
    url: definition.url.replaceAll(/:(\w+)(\([^)]*\))?/g, (_all, name: string) =>
      /uid/i.test(name) || /^(study|series|instance)$/.test(name)
        ? '1.2.3.4'
        : '00000000-0000-4000-8000-000000000000',
    ),
  }))

describe('every endpoint', () => {
  it.each(guarded)('$method $url wants a sign-in', async ({ method, url }) => {
    const answer = await app.inject({
      method,
      url,
      headers: { 'content-type': 'application/json' },
      payload: '{}',
    })
    expect(answer.statusCode).toBe(401)
  })

  it.each(guarded)(
    '$method $url is closed to every role without $action',
    async ({ method, url, action }) => {
      if (action === 'public') return
      const role = (name: Role): Actor => ({
        kind: 'user',
        userId: '',
        sessionId: '',
        username: '',
        displayName: '',
        role: name,
        referringPhysicianKey: '',
        mustChangePassword: false,
        address: '',
      })
      for (const name of roles.filter((r) => !may(role(r), action).allowed)) {
        const headers = { ...people.get(name), 'content-type': 'application/json' }
        const answer = await app.inject({
          method,
          url,
          headers,
          payload: method === 'GET' ? undefined : '{}',
        })
        expect(answer.statusCode, `${name} got ${answer.statusCode}`).toBe(403)
        expect(answer.json<{ error: { code: string } }>().error.code).toBe('forbidden')
      }
    },
  )
})

describe('a state change with a cookie', () => {
  it('from another site is refused', async () => {
    const headers = {
      ...people.get('administrator'),
      origin: 'https://evil.example',
      'content-type': 'application/json',
    }
    const answer = await app.inject({
      method: 'POST',
      url: '/api/admin/peers',
      headers,
      payload: { aeTitle: 'EVIL' },
    })
    expect(answer.statusCode).toBe(403)
  })
  it('without an Origin is refused', async () => {
    const { origin: _origin, ...headers } = people.get('administrator') ?? {}
    const answer = await app.inject({
      method: 'POST',
      url: '/api/admin/peers',
      headers,
      payload: { aeTitle: 'EVIL' },
    })
    expect(answer.statusCode).toBe(403)
  })
  it('that is not JSON is refused', async () => {
    const headers = { ...people.get('administrator'), 'content-type': 'text/plain' }
    const answer = await app.inject({
      method: 'POST',
      url: '/api/admin/peers',
      headers,
      payload: '{"aeTitle":"EVIL"}',
    })
    expect(answer.statusCode).toBe(415)
  })
})

describe('sessions', () => {
  it('that were revoked are refused on the next request', async () => {
    const person = await signInForTest('technologist')
    const ask = () => app.inject({ method: 'GET', url: '/api/account/sessions', headers: person.headers })
    expect((await ask()).statusCode).toBe(200)
    const revoked = await app.inject({
      method: 'DELETE',
      url: `/api/account/sessions/${person.sessionId}`,
      headers: person.headers,
    })
    expect(revoked.statusCode).toBe(200)
    expect((await ask()).statusCode).toBe(401)
  })
  it('of a disabled account are refused', async () => {
    const person = await signInForTest('resident')
    const administrator = people.get('administrator') ?? {}
    const disable = await app.inject({
      method: 'PATCH',
      url: `/api/admin/users/${person.userId}`,
      headers: administrator,
      payload: { disabled: true },
    })
    expect(disable.statusCode).toBe(200)
    const answer = await app.inject({ method: 'GET', url: '/api/account', headers: person.headers })
    expect(answer.statusCode).toBe(401)
  })
  it('reach nothing but the own account until the first password is changed', async () => {
    const person = await signInForTest('administrator', { mustChangePassword: true })
    const users = await app.inject({ method: 'GET', url: '/api/admin/users', headers: person.headers })
    expect(users.statusCode).toBe(403)
    const account = await app.inject({ method: 'GET', url: '/api/account', headers: person.headers })
    expect(account.statusCode).toBe(200)
  })
})

describe('addresses', () => {
  it('answer other methods with 405 and Allow', async () => {
    const answer = await app.inject({ method: 'DELETE', url: '/api/admin/users' })
    expect(answer.statusCode).toBe(405)
    expect(answer.headers.allow).toBe('GET, POST')
  })
  it('answer malformed JSON with 400 in words', async () => {
    const headers = { ...people.get('administrator'), 'content-type': 'application/json' }
    const answer = await app.inject({
      method: 'POST',
      url: '/api/admin/users',
      headers,
      payload: '{"username":',
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.json<{ error: { message: string } }>().error.message).toContain('not valid JSON')
  })
  it('ignore roles and flags that a body smuggles in', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/admin/users',
      headers: people.get('administrator') ?? {},
      payload: { username: 'mallory', displayName: 'M', role: 'resident', mustChangePassword: false },
    })
    expect(answer.statusCode).toBe(400)
  })
})
