import { arrivals } from '@/lib/worklist/arrivals'
import { defineRoute, type Route } from '../../route'

export const arrivalRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/api/arrivals',
    action: 'arrival:read',
    audit: 'coalesced',
    handle: async () => arrivals(),
  }),
]
