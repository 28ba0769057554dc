import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { createServiceToken } from '@/lib/access/service-tokens'
import { actorForTest } from '@/lib/access/actor-for-test'
import type { Scope } from '@/lib/access/scopes'
import { useTestDatabase } from '@/lib/db/test-database'
import type { OrderAnswer, OrdersAnswer } from '@/lib/exchange/orders/order-answer'
import { routes } from '../../routes'
import { createServer } from '../../server'
import { signInForTest } from '../../sign-in-for-test'

useTestDatabase()

let app: FastifyInstance
let technologist: Record<string, string>
beforeAll(async () => {
  app = createServer(routes)
  technologist = (await signInForTest('technologist')).headers
})
afterAll(() => app.close())

const order = {
  PatientID: 'H1',
  PatientName: 'Doe^Jane',
  RequestedProcedureDescription: 'Chest PA',
  steps: [
    {
      Modality: 'DX',
      ScheduledStationAETitle: ['DX1'],
      ScheduledProcedureStepStartDate: '20261124',
      ScheduledProcedureStepStartTime: '0930',
    },
  ],
}

async function tokenHeaders(scopes: Scope[]): Promise<Record<string, string>> {
  const actor = await actorForTest('administrator')
  const { token } = await createServiceToken({ name: 'ris', scopes, expiresInDays: 1 }, actor)
  return { authorization: `Bearer ${token}` }
}
const post = (url: string, payload: object, headers = technologist) =>
  app.inject({ method: 'POST', url, headers, payload })

describe('/api/orders', () => {
  it('takes an order of a machine, which may read it and not match it', async () => {
    const headers = await tokenHeaders(['orders:write'])
    const answer = await post('/api/orders', { ...order, AccessionNumber: 'RIS1' }, headers)
    expect(answer.statusCode).toBe(201)
    const { id, StudyInstanceUID } = answer.json<OrderAnswer>()
    expect(answer.headers.location).toBe(`/api/orders/${id}`)
    expect(StudyInstanceUID).toMatch(/^2\.25\./)
    const read = await app.inject({ url: `/api/orders/${id}`, headers: await tokenHeaders(['orders:read']) })
    expect(read.json<OrderAnswer>().AccessionNumber).toBe('RIS1')
    const match = await post(`/api/orders/${id}/match`, { studyId: id }, headers)
    expect(match.statusCode).toBe(403)
    const written = await post('/api/orders', order, await tokenHeaders(['orders:read']))
    expect(written.statusCode).toBe(403)
  })

  it('says which number is taken, with the order that has it', async () => {
    const numbers = { AccessionNumber: 'TAKEN', RequestedProcedureID: 'RP' }
    const first = await post('/api/orders', { ...order, ...numbers })
    const again = await post('/api/orders', { ...order, ...numbers })
    expect(again.statusCode).toBe(409)
    expect(again.json<{ error: { detail: { orderId: string } } }>().error.detail.orderId).toBe(
      first.json<OrderAnswer>().id,
    )
  })

  it.each<[string, object]>([
    ['no patient', { PatientID: '' }],
    ['a backslash in the name', { PatientName: 'Doe\\Jane' }],
    ['a name that is too long', { PatientName: 'x'.repeat(65) }],
    ['no step', { steps: [] }],
    ['a day that is none', { steps: [{ ...order.steps[0], ScheduledProcedureStepStartDate: '20261399' }] }],
    ['a priority that is none', { RequestedProcedurePriority: 'SOON' }],
    ['a UID that is none', { StudyInstanceUID: '1.2.x' }],
    ['something unknown', { Nonsense: '1' }],
  ])('refuses an order with %s', async (_what, over) => {
    expect((await post('/api/orders', { ...order, ...over })).statusCode).toBe(400)
  })

  it('lists, changes by revision, moves a step and cancels', async () => {
    const placed = (await post('/api/orders', { ...order, AccessionNumber: 'WALK' })).json<OrderAnswer>()
    const list = await app.inject({
      url: '/api/orders?from=20261124&to=20261124&station=DX1&q=walk',
      headers: technologist,
    })
    expect(list.json<OrdersAnswer>().lines.map((line) => line.order.id)).toEqual([placed.id])
    const put = (revision: number) =>
      app.inject({
        method: 'PUT',
        url: `/api/orders/${placed.id}`,
        headers: technologist,
        payload: { revision, order: { ...order, AccessionNumber: 'WALK', Allergies: 'Latex' } },
      })
    expect((await put(placed.revision)).json<OrderAnswer>().Allergies).toBe('Latex')
    expect((await put(placed.revision)).statusCode).toBe(409)
    const step = await post(`/api/orders/${placed.id}/steps/${placed.steps[0]?.id}`, { status: 'ARRIVED' })
    expect(step.statusCode).toBe(204)
    const cancelled = await post(`/api/orders/${placed.id}/cancel`, { reason: 'Went home' })
    expect(cancelled.json<OrderAnswer>()).toMatchObject({ status: 'revoked', cancelReason: 'Went home' })
  })

  it('looks patients up by words in the body, and shows what has no match', async () => {
    const found = await post('/api/orders/patients', { q: 'doe' })
    expect(found.json<{ patients: { PatientID: string }[] }>().patients.map((one) => one.PatientID)).toEqual([
      'H1',
    ])
    const unmatched = await app.inject({ url: '/api/orders/unmatched', headers: technologist })
    expect(unmatched.statusCode).toBe(200)
  })
})
