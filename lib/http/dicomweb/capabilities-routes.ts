import { AppError } from '@/lib/errors'
import { defineRoute, type Method, type Route } from '../route'
import { dicomwebUrl } from './base-url'
import { capabilitiesOf } from './capabilities'
import { acceptOf } from './query-of'
import { wadlOf } from './wadl'

const wadl = 'application/vnd.sun.wadl+xml'

/** Retrieve Capabilities of the service (PS3.18 8.9), by OPTIONS as the standard has it or GET as people try it. */
export function capabilitiesRoutes(offered: readonly Route[]): Route[] {
  const capabilities = capabilitiesOf(offered)
  const route = (method: Method): Route =>
    defineRoute({
      method,
      url: '/dicom-web',
      action: 'study:read',
      audit: 'none',
      handle: async ({ request, reply }) => {
        const base = dicomwebUrl(request)
        const ranges = acceptOf(request).map(({ type }) => type)
        const chosen = [wadl, 'application/xml', 'application/json'].find((type) =>
          ranges.some((range) => range === type || range === '*/*' || range === 'application/*'),
        )
        if (!chosen) throw new AppError('not-acceptable', `Capabilities are given as ${wadl} or JSON.`)
        if (chosen === 'application/json') return reply.send({ base, capabilities })
        return reply.type(chosen).send(wadlOf(`${base}/`, capabilities))
      },
    })
  return [route('GET'), route('OPTIONS')]
}
