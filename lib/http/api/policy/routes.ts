import { z } from 'zod'
import { deadlineTargets } from '@/lib/reading/deadline-policy'
import { readPolicy } from '@/lib/worklist/read-policy'
import { setPolicy } from '@/lib/worklist/set-policy'
import { defineRoute, type Route } from '../../route'
import { plainText } from '../plain-text'

export const policyRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/api/policy',
    action: 'policy:read',
    handle: async () => readPolicy(),
  }),
  defineRoute({
    method: 'PUT',
    url: '/api/policy',
    action: 'policy:set',
    audit: 'none', // audits itself, in the transaction of its effect
    body: z.strictObject({
      targets: deadlineTargets,
      reason: plainText(500).trim().min(1, 'say why the targets change'),
    }),
    handle: async ({ actor, body }) => setPolicy({ ...body, actor }),
  }),
]
