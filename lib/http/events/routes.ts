import { actorName } from '@/lib/access/actor'
import { isActorLive } from '@/lib/access/is-actor-live'
import { AppError } from '@/lib/errors'
import { defineRoute, type Route } from '../route'
import { eventScope } from './event-scope'
import { countStream } from './open-streams'
import { streamEvents } from './stream-events'

export const eventRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/events',
    action: 'account:own', // which studies' events: `eventScope`, by the policy of the lists
    audit: 'none', // ids only
    background: true,
    handle: async ({ actor, request, reply }) => {
      // EventSource sends our cookie from any page; Fetch Metadata tells whose page it is.
      if (request.headers['sec-fetch-site'] === 'cross-site')
        throw new AppError('forbidden', 'Not from another site.')
      const scope = eventScope(actor)
      if (scope.kind === 'none') throw new AppError('forbidden', 'There is no list for you to follow.')
      const onClose = countStream(actorName(actor))
      reply.hijack()
      streamEvents({ response: reply.raw, scope, isLive: () => isActorLive(actor), onClose })
      return reply
    },
  }),
]
