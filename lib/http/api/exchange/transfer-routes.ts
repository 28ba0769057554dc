import { z } from 'zod'
import {
  addDestination,
  destinationInput,
  listDestinations,
  removeDestination,
} from '@/lib/exchange/destinations'
import {
  cancelTransfer,
  listTransfers,
  retryTransfer,
  sendStudy,
  transferStates,
} from '@/lib/exchange/transfers/manage-transfers'
import { studyRef } from '@/lib/db/archive/study-ref'
import { defineRoute, type Route } from '../../route'

const params = z.object({ id: z.uuid() })

/** Where studies go to and come from, what is on its way, and what a person must look at. */
export const transferRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/api/destinations',
    action: 'transfer:read',
    handle: async () => ({ destinations: await listDestinations() }),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/destinations',
    action: 'rule:manage',
    audit: 'none',
    body: destinationInput,
    handle: async ({ body, actor, reply }) => {
      const destination = await addDestination(body, actor)
      void reply.code(201)
      return destination
    },
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api/destinations/:id',
    action: 'rule:manage',
    audit: 'none',
    params,
    handle: async ({ params: { id }, actor, reply }) => {
      await removeDestination(id, actor)
      return reply.code(204).send()
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/transfers',
    action: 'transfer:read',
    query: z.object({ state: z.enum([...transferStates, 'all']).default('all') }),
    handle: ({ query: { state } }) => listTransfers(state === 'all' ? transferStates : [state]),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/studies/:studyId/send',
    action: 'transfer:manage',
    audit: 'none',
    params: z.object({ studyId: z.uuid() }),
    body: z.strictObject({ destinationId: z.uuid() }),
    study: ({ params: { studyId } }) => studyRef({ studyId }),
    handle: async ({ params: { studyId }, body, actor, reply }) => {
      const asked = await sendStudy({ studyId, ...body }, actor)
      void reply.code(202)
      return asked
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/transfers/:id/retry',
    action: 'transfer:manage',
    audit: 'none',
    params,
    handle: async ({ params: { id }, actor, reply }) => {
      await retryTransfer(id, actor)
      return reply.code(204).send()
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/transfers/:id/cancel',
    action: 'transfer:manage',
    audit: 'none',
    params,
    handle: async ({ params: { id }, actor, reply }) => {
      await cancelTransfer(id, actor)
      return reply.code(204).send()
    },
  }),
]
