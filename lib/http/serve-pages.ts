import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { addressHeader } from '@/lib/access/address'
import { clientAddress } from '@/lib/access/client-address'
import { AppError } from '@/lib/errors'

type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Paths that belong to the machine: what is not declared there is a 404 in JSON, never a page. */
const machinePaths = /^\/(dicom-web|fhir|events|healthz|readyz|metrics)(\/|$|\?)|^\/api(\/(?!auth\/)|$|\?)/

/** Pages take no body but the sign-in form; next-auth reads what comes into memory, before anybody has signed in. */
const mostBodyBytes = 64 * 1024

/** Next answers TRACE with 500; nothing here is changed by PUT, PATCH or DELETE. */
const pageMethods = ['GET', 'HEAD', 'POST', 'OPTIONS']

/** Hands every path that is not the machine's to Next, with the body untouched. */
export function servePages(app: FastifyInstance, handlePage: PageHandler): void {
  void app.register(async (pages) => {
    pages.removeAllContentTypeParsers()
    pages.addContentTypeParser('*', (_request, _payload, done) => done(null))
    pages.all('/*', async (request, reply) => {
      if (machinePaths.test(request.url)) throw new AppError('not-found', 'There is nothing at this address.')
      if (!pageMethods.includes(request.method)) return refuseMethod(reply)
      refuseLongBody(request.raw)
      // What a client claims about its own address is not believed (conformance S13).
      request.raw.headers[addressHeader] = clientAddress(request.raw)
      delete request.raw.headers['x-middleware-subrequest'] // CVE-2025-29927
      reply.hijack()
      await handlePage(request.raw, reply.raw)
    })
  })
}

/**
 * A declared length is kept to by the parser of HTTP; a chunked body (RFC 9112 7.1) has none and could go on for ever.
 * @throws AppError too-large or invalid
 */
function refuseLongBody({ headers }: IncomingMessage): void {
  if (headers['transfer-encoding'] !== undefined) {
    throw new AppError('invalid', 'Send the body with a Content-Length.')
  }
  if (Number(headers['content-length'] ?? 0) > mostBodyBytes) {
    throw new AppError('too-large', 'The body is larger than this address accepts.')
  }
}

function refuseMethod(reply: FastifyReply): FastifyReply {
  const allowed = pageMethods.join(', ')
  return reply
    .header('Allow', allowed)
    .code(405)
    .send({ error: { code: 'invalid', message: `This address answers ${allowed} only.` } })
}
