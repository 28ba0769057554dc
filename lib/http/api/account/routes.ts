import { z } from 'zod'
import { listOwnSessions, revokeOwnSession, type UserActor } from '@/lib/access/sessions'
import { changeOwnPassword } from '@/lib/access/users'
import type { Actor } from '@/lib/access/actor'
import { AppError } from '@/lib/errors'
import { defineRoute, type Route } from '../../route'

const id = z.object({ id: z.uuid() })

export const accountRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/api/account',
    action: 'account:own',
    handle: async ({ actor }) => {
      const { userId, username, displayName, role, mustChangePassword } = person(actor)
      return { userId, username, displayName, role, mustChangePassword }
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/account/password',
    action: 'account:own',
    audit: 'none',
    body: z.object({ current: z.string().min(1).max(256), next: z.string().min(1).max(256) }),
    handle: async ({ actor, body }) => {
      await changeOwnPassword(person(actor), body)
      return { changed: true }
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/account/sessions',
    action: 'account:own',
    handle: async ({ actor }) => ({ sessions: await listOwnSessions(person(actor)) }),
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api/account/sessions/:id',
    action: 'account:own',
    audit: 'none',
    params: id,
    handle: async ({ actor, params }) => {
      await revokeOwnSession(person(actor), params.id)
      return { revoked: true }
    },
  }),
]

function person(actor: Actor): UserActor {
  if (actor.kind !== 'user') throw new AppError('forbidden', 'This is for people who are signed in.')
  return actor
}
