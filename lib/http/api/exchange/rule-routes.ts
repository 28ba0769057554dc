import { z } from 'zod'
import { dryRun } from '@/lib/exchange/rules/dry-run'
import { dryRunOf, listRules, removeRule, switchRule, writeRule } from '@/lib/exchange/rules/manage-rules'
import { ruleInput } from '@/lib/exchange/rules/rule'
import { defineRoute, type Route } from '../../route'

const params = z.object({ id: z.uuid() })
const common = { action: 'rule:manage', audit: 'none' } as const

/** Standing orders of the archive, each with what it would do before it does it. */
export const ruleRoutes: Route[] = [
  defineRoute({
    ...common,
    method: 'GET',
    url: '/api/rules',
    handle: async () => ({ rules: await listRules() }),
  }),
  defineRoute({
    ...common,
    method: 'POST',
    url: '/api/rules',
    body: ruleInput,
    handle: async ({ body, actor, reply }) => {
      const rule = await writeRule(body, actor)
      void reply.code(201)
      return rule
    },
  }),
  defineRoute({
    ...common,
    method: 'POST',
    url: '/api/rules/dry-run',
    body: ruleInput,
    handle: ({ body }) => dryRun({ ...body, id: '', enabledAt: null }, new Date()),
  }),
  defineRoute({
    ...common,
    method: 'GET',
    url: '/api/rules/:id/dry-run',
    params,
    handle: ({ params: { id } }) => dryRunOf(id),
  }),
  defineRoute({
    ...common,
    method: 'PUT',
    url: '/api/rules/:id',
    params,
    body: ruleInput,
    handle: ({ params: { id }, body, actor }) => writeRule(body, actor, id),
  }),
  defineRoute({
    ...common,
    method: 'PUT',
    url: '/api/rules/:id/enabled',
    params,
    body: z.strictObject({ enabled: z.boolean() }),
    handle: ({ params: { id }, body, actor }) => switchRule(id, body.enabled, actor),
  }),
  defineRoute({
    ...common,
    method: 'DELETE',
    url: '/api/rules/:id',
    params,
    handle: async ({ params: { id }, actor, reply }) => {
      await removeRule(id, actor)
      return reply.code(204).send()
    },
  }),
]
