import Fastify, { type FastifyInstance } from 'fastify'
import { AppError } from '@/lib/errors'
import { answerError } from './answer-error'
import { registerRoutes } from './register-routes'
import type { Route } from './route'

declare module 'fastify' {
  interface FastifyContextConfig {
    rawBody?: boolean
  }
}

/**
 * The HTTP server without Next: the machine's paths only. Bulk bytes never pass through Next
 * (docs/decisions/0001-fastify-in-front-of-next.md). Paths outside `routes` are left to the caller.
 */
export function createServer(routes: readonly Route[]): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: 1024 * 1024,
    requestTimeout: 0, // a study upload may take long; idle sockets are ended by connectionTimeout
    connectionTimeout: 120_000,
    keepAliveTimeout: 65_000,
    routerOptions: { maxParamLength: 8192 /* frame lists */, ignoreTrailingSlash: true },
    forceCloseConnections: true,
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (request.routeOptions.config.rawBody) return done(null, text)
    if (text.length === 0) return done(null, undefined)
    try {
      done(null, JSON.parse(String(text)))
    } catch {
      done(new AppError('invalid', 'The body is not valid JSON.'), undefined)
    }
  })
  app.addContentTypeParser('*', (request, payload, done) => {
    if (!request.routeOptions.config.rawBody) {
      payload.resume()
      return done(new AppError('unsupported-media', 'Send the body as application/json.'), undefined)
    }
    done(null, payload)
  })
  app.addHook('onSend', async (_request, reply, payload) => {
    void reply.header('X-Content-Type-Options', 'nosniff')
    void reply.header('Referrer-Policy', 'no-referrer')
    void reply.header('Cross-Origin-Resource-Policy', 'same-origin')
    if (!reply.hasHeader('Content-Security-Policy')) {
      void reply.header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
    }
    if (!reply.hasHeader('Cache-Control')) void reply.header('Cache-Control', 'no-store')
    return payload
  })
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply))
  registerRoutes(app, routes)
  return app
}
