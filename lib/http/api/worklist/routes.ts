import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { list } from '@/lib/worklist/list'
import { nextCase } from '@/lib/worklist/next-case'
import { worklistViews } from '@/lib/worklist/worklist-row'
import { defineRoute, type Route } from '../../route'
import { plainText } from '../plain-text'

const query = z.object({
  view: z.enum(worklistViews).default('to-read'),
  q: plainText(200).default(''),
  modality: z
    .string()
    .regex(/^[A-Z0-9_ ]{1,16}$/)
    .optional(),
  since: z.iso.datetime({ offset: true }).optional(),
  limit: z.coerce.number().int().min(1).max(2_000).optional(),
})

export const worklistRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/api/worklist',
    action: 'worklist:read',
    audit: 'coalesced',
    query,
    handle: async ({ actor, query: { since, ...rest } }) =>
      list({ actor, query: { ...rest, ...(since ? { since: new Date(since) } : {}) } }),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/worklist/next',
    action: 'study:claim',
    audit: 'none', // the claim audits itself
    handle: async ({ actor }) => {
      const claim = await nextCase({ actor })
      if (!claim) throw new AppError('not-found', 'Nothing waits to be read.')
      return claim
    },
  }),
]
