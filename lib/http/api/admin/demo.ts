import { requestDemo } from '@/lib/demo/request-demo'
import { defineRoute, type Route } from '../../route'

export const demoRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    url: '/api/admin/demo',
    action: 'demo:load',
    audit: 'none',
    handle: async ({ actor, reply }) => {
      const answer = await requestDemo(actor)
      void reply.code(202)
      return answer
    },
  }),
]
