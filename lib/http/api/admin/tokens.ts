import { z } from 'zod'
import { scopes } from '@/lib/access/scopes'
import { createServiceToken, listTokens, revokeToken } from '@/lib/access/service-tokens'
import { defineRoute, type Route } from '../../route'
import { plainText } from '../plain-text'

export const tokenRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/api/admin/tokens',
    action: 'token:manage',
    handle: async () => ({ tokens: await listTokens(), scopes }),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/admin/tokens',
    action: 'token:manage',
    audit: 'none',
    body: z.strictObject({
      name: plainText(100).trim().min(1),
      scopes: z.array(z.enum(scopes)).min(1),
      expiresInDays: z.number().int().min(1).max(3650).default(365),
    }),
    handle: async ({ actor, body, reply }) => {
      const created = await createServiceToken(body, actor)
      void reply.code(201)
      return created
    },
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api/admin/tokens/:id',
    action: 'token:manage',
    audit: 'none',
    params: z.object({ id: z.uuid() }),
    handle: async ({ actor, params }) => {
      await revokeToken(params.id, actor)
      return { revoked: true }
    },
  }),
]
