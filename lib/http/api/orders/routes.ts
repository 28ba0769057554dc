import { z } from 'zod'
import { cancelOrder } from '@/lib/exchange/orders/cancel-order'
import { changeOrder } from '@/lib/exchange/orders/change-order'
import { listOrders, lookUpPatients, readOrder } from '@/lib/exchange/orders/list-orders'
import { matchOrder } from '@/lib/exchange/orders/match-order'
import { orderInput, orderQuery } from '@/lib/exchange/orders/order-input'
import { placeOrder } from '@/lib/exchange/orders/place-order'
import { setStep, settableStatuses } from '@/lib/exchange/orders/set-step-status'
import { unmatched } from '@/lib/exchange/orders/unmatched'
import { unmatchOrder, unmatchReasons } from '@/lib/exchange/orders/unmatch-order'
import { studyRef } from '@/lib/db/archive/study-ref'
import { AppError } from '@/lib/errors'
import { defineRoute, type Route } from '../../route'
import { plainText } from '../plain-text'

const params = z.object({ orderId: z.uuid() })

/** Imaging orders and their scheduled steps: entered here by people, and by machines with a token. */
export const orderRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/api/orders',
    action: 'order:read',
    audit: 'coalesced',
    query: orderQuery,
    handle: ({ query }) => listOrders(query),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/orders',
    action: 'order:write',
    audit: 'none', // the operation audits, in the transaction of the order
    body: orderInput,
    handle: async ({ body, actor, reply }) => {
      const order = await placeOrder({ order: body, actor })
      void reply.code(201).header('location', `/api/orders/${order.id}`)
      return order
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/orders/unmatched',
    action: 'order:match',
    audit: 'coalesced',
    handle: () => unmatched(),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/orders/patients',
    action: 'order:write',
    audit: 'coalesced', // a search by name: in the body, so that no log of addresses holds it
    body: z.strictObject({ q: plainText(200) }),
    handle: ({ body }) => lookUpPatients(body.q),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/orders/:orderId',
    action: 'order:read',
    audit: 'coalesced',
    params,
    handle: ({ params: { orderId } }) => readOrder(orderId),
  }),
  defineRoute({
    method: 'PUT',
    url: '/api/orders/:orderId',
    action: 'order:write',
    audit: 'none',
    params,
    body: z.strictObject({ revision: z.number().int(), order: orderInput }),
    handle: ({ params: { orderId }, body, actor }) => changeOrder({ orderId, ...body, actor }),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/orders/:orderId/cancel',
    action: 'order:write',
    audit: 'none',
    params,
    body: z.strictObject({ reason: plainText(500) }),
    handle: ({ params: { orderId }, body, actor }) => cancelOrder({ orderId, ...body, actor }),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/orders/:orderId/steps/:stepId',
    action: 'order:write',
    audit: 'none',
    params: params.extend({ stepId: z.uuid() }),
    body: z.strictObject({ status: z.enum(settableStatuses) }),
    handle: async ({ params: ids, body, actor, reply }) => {
      await setStep({ ...ids, ...body, actor })
      return reply.code(204).send()
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/orders/:orderId/match',
    action: 'order:match',
    audit: 'none',
    params,
    body: z.strictObject({ studyId: z.uuid(), isSamePatient: z.boolean().default(false) }),
    handle: async ({ params: { orderId }, body, actor, reply }) => {
      if (!(await studyRef({ studyId: body.studyId }))) {
        throw new AppError('not-found', 'These images are not here any more.')
      }
      await matchOrder({ orderId, ...body, actor })
      return reply.code(204).send()
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/orders/:orderId/unmatch',
    action: 'order:match',
    audit: 'none',
    params,
    body: z.strictObject({ reason: z.enum(unmatchReasons) }),
    handle: async ({ params: { orderId }, body, actor, reply }) => {
      await unmatchOrder({ orderId, ...body, actor })
      return reply.code(204).send()
    },
  }),
]
