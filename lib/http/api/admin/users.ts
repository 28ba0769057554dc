import { z } from 'zod'
import { roles } from '@/lib/access/roles'
import { changeUser, createUser, listUsers } from '@/lib/access/users'
import { defineRoute, type Route } from '../../route'
import { plainText } from '../plain-text'

const username = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{1,63}$/, 'use 2 to 64 letters, digits or . _ @ -')
const displayName = plainText(100).trim().min(1)
const ReferringPhysicianName = plainText(324).trim()

export const userRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/api/admin/users',
    action: 'user:manage',
    handle: async () => ({ users: await listUsers() }),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/admin/users',
    action: 'user:manage',
    audit: 'none',
    body: z.strictObject({
      username,
      displayName,
      role: z.enum(roles),
      password: z.string().max(256).optional(),
      ReferringPhysicianName: ReferringPhysicianName.optional(),
    }),
    handle: async ({ actor, body, reply }) => {
      const created = await createUser(body, actor)
      void reply.code(201)
      return created
    },
  }),
  defineRoute({
    method: 'PATCH',
    url: '/api/admin/users/:id',
    action: 'user:manage',
    audit: 'none',
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({
      displayName: displayName.optional(),
      role: z.enum(roles).optional(),
      disabled: z.boolean().optional(),
      unlock: z.boolean().optional(),
      resetPassword: z.boolean().optional(),
      ReferringPhysicianName: ReferringPhysicianName.optional(),
    }),
    handle: ({ actor, params, body }) => changeUser(params.id, body, actor),
  }),
]
