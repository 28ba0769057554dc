import { z } from 'zod'
import { listAudit } from '@/lib/access/audit-listing'
import { defineRoute, type Route } from '../../route'
import { plainText } from '../plain-text'

export const auditRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/api/admin/audit',
    action: 'audit:read',
    audit: 'each', // PS3.15: reading the audit log is itself an event (Audit Log Used)
    query: z.object({
      actor: plainText(100).optional(),
      action: plainText(50).optional(),
      outcome: z.enum(['success', 'denied', 'failure']).optional(),
      before: z
        .string()
        .regex(/^\d{1,18}$/)
        .optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    handle: async ({ query }) => ({ events: await listAudit(query) }),
  }),
]
