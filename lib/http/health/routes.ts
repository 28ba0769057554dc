import { isDatabaseThere } from '@/lib/db/is-database-there'
import { AppError } from '@/lib/errors'
import { defineRoute, type Route } from '../route'

/** Liveness and readiness, without detail for whoever is not signed in. */
export const healthRoutes: Route[] = [
  defineRoute({ method: 'GET', url: '/healthz', action: 'public', handle: async () => ({ status: 'ok' }) }),
  defineRoute({
    method: 'GET',
    url: '/readyz',
    action: 'public',
    handle: async () => {
      if (!(await isDatabaseThere())) throw new AppError('unavailable', 'The database is away.')
      return { status: 'ready' }
    },
  }),
]
