import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db/client'
import { freePort } from '@/lib/db/embedded/free-port'
import { useTestDatabase } from '@/lib/db/test-database'
import { collectingGateway, type CollectingGateway } from '@/lib/dimse/collecting-gateway-for-test'
import { routes } from '../../routes'
import { createServer } from '../../server'
import { signInForTest } from '../../sign-in-for-test'

useTestDatabase()

let app: FastifyInstance
let headers: Record<string, string>
let receiver: CollectingGateway
beforeAll(async () => {
  app = createServer(routes)
  headers = (await signInForTest('administrator')).headers
  receiver = await collectingGateway()
})
afterAll(async () => {
  await app.close()
  await receiver.stop()
})

interface Peer {
  id: string
  rights: string[]
  host: string
  fingerprint: string
}

const ask = (method: 'POST' | 'PUT', url: string, payload: object = {}) =>
  app.inject({ method, url, headers, payload })
const added = async (payload: object): Promise<Peer> => {
  const answer = await ask('POST', '/api/admin/peers', payload)
  expect(answer.statusCode).toBe(201)
  return answer.json<Peer>()
}
const settings = {
  address: '',
  rights: ['find'],
  host: '',
  port: null,
  tls: false,
  fingerprint: '',
  note: '',
}

describe('the list of DICOM peers', () => {
  it('gives a new peer the rights of a scanner, and changes them with an audit event', async () => {
    const { id, rights } = await added({ aeTitle: 'CT1' })
    expect(rights).toEqual(['store', 'worklist', 'mpps', 'commitment'])
    const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':')
    const answer = await ask('PUT', `/api/admin/peers/${id}`, {
      ...settings,
      host: 'ct1.local',
      port: 104,
      fingerprint,
    })
    expect(answer.json()).toMatchObject({ rights: ['find'], host: 'ct1.local', fingerprint: 'ab'.repeat(32) })
    const events = await db().auditEvent.findMany({
      where: { action: 'peer:manage' },
      select: { detail: true },
    })
    expect(events.at(-1)?.detail).toMatchObject({ what: 'changed', rights: 'find' })
  })

  it.each([
    ['a host without a port', { ...settings, host: 'ct1.local' }],
    ['a right that does not exist', { ...settings, rights: ['everything'] }],
    ['a fingerprint that is none', { ...settings, fingerprint: 'abc' }],
    ['an address that is none', { ...settings, address: 'ct1' }],
  ])('refuses %s', async (_what, payload) => {
    const { id } = await added({ aeTitle: `T${Math.random().toString(36).slice(2, 10)}` })
    expect((await ask('PUT', `/api/admin/peers/${id}`, payload)).statusCode).toBe(400)
  })

  it('tests the connection, and says in words what is wrong', async () => {
    const place = { ...settings, host: '127.0.0.1' }
    const there = await added({ aeTitle: 'THERE' })
    await ask('PUT', `/api/admin/peers/${there.id}`, { ...place, port: receiver.port })
    const answer = await ask('POST', `/api/admin/peers/${there.id}/echo`)
    expect(answer.json<{ milliseconds: number }>().milliseconds).toBeGreaterThanOrEqual(0)

    const away = await added({ aeTitle: 'AWAY' })
    expect((await ask('POST', `/api/admin/peers/${away.id}/echo`)).body).toContain('no host and port')
    await ask('PUT', `/api/admin/peers/${away.id}`, { ...place, port: await freePort() })
    const refused = await ask('POST', `/api/admin/peers/${away.id}/echo`)
    expect(refused.statusCode).toBe(503)
    expect(refused.body).toContain('Nothing listens there')
  })
})
