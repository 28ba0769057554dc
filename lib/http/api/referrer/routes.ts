import { referrerStudies } from '@/lib/reporting/referrer-studies'
import { defineRoute, type Route } from '../../route'

export const referrerRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/api/referrer/studies',
    action: 'referrer:read',
    audit: 'coalesced',
    handle: async ({ actor }) => ({ studies: await referrerStudies({ actor }) }),
  }),
]
