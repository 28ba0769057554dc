import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { addressHeader } from '@/lib/access/address'
import { AppError } from '@/lib/errors'

type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Paths that belong to the machine: what is not declared there is a 404 in JSON, never a page. */
const machinePaths = /^\/(dicom-web|fhir|events|healthz|readyz|metrics)(\/|$|\?)|^\/api(\/(?!auth\/)|$|\?)/

/** Hands every path that is not the machine's to Next, with the body untouched. */
export function servePages(app: FastifyInstance, handlePage: PageHandler): void {
  void app.register(async (pages) => {
    pages.removeAllContentTypeParsers()
    pages.addContentTypeParser('*', (_request, _payload, done) => done(null))
    pages.all('/*', async (request, reply) => {
      if (machinePaths.test(request.url)) throw new AppError('not-found', 'There is nothing at this address.')
      // What a client claims about its own address is not believed (conformance S13).
      request.raw.headers[addressHeader] = request.socket.remoteAddress ?? ''
      delete request.raw.headers['x-middleware-subrequest'] // CVE-2025-29927
      reply.hijack()
      await handlePage(request.raw, reply.raw)
    })
  })
}
