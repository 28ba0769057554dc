import type { PeerRight } from '@/lib/access/peer-rights'
import type { Services } from '@/lib/dimse/handlers'
import type { AppError } from '@/lib/errors'
import type { AssociatedPeer, PeerService } from './peer-handlers'

/**
 * All services, those the peer has no right to as refusals: it is told 0124 (not authorised) when it asks, rather
 * than that there is no such service.
 */
export function guardServices(
  offered: readonly PeerService[],
  peer: AssociatedPeer,
  forbidden: (right: PeerRight) => AppError,
): Services {
  const all: Required<Services> = { find: {}, move: {}, get: {}, action: {}, create: {}, set: {} }
  for (const { right, of } of offered) {
    const services = of(peer)
    const isAllowed = peer.rights.includes(right)
    for (const kind of Object.keys(all) as (keyof Services)[]) {
      const handlers = services[kind]
      if (handlers)
        Object.assign(all[kind], isAllowed ? handlers : refusals(handlers, () => forbidden(right)))
    }
  }
  return all
}

/** In place of each handler one that throws when it is called; a C-FIND handler is called before it is iterated. */
function refusals(handlers: object, forbidden: () => AppError): Record<string, () => never> {
  const refuse = (): never => {
    throw forbidden()
  }
  return Object.fromEntries(Object.keys(handlers).map((SOPClassUID) => [SOPClassUID, refuse]))
}
