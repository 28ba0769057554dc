import type { FastifyReply, FastifyRequest } from 'fastify'
import { isDatabaseUnavailable } from '@/lib/db/is-unavailable'
import { AppError, type ErrorCode } from '@/lib/errors'
import { log } from '@/lib/log'
import { httpStatus } from './http-status'

/** Turns whatever was thrown into `{ error: { code, message, detail? } }` with the right status; never shows internals. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = asAppError(error)
  const status = httpStatus[known.code]
  if (status >= 500 && known.code !== 'unsupported') {
    log.error(
      { err: known.cause ?? error, method: request.method, route: request.routeOptions.url },
      'request failed',
    )
  }
  if (known.code === 'unavailable') void reply.header('Retry-After', '5')
  if (known.code === 'unauthenticated') void reply.header('WWW-Authenticate', 'Bearer realm="wetread"')
  const detail = Object.keys(known.detail).length > 0 ? { detail: known.detail } : {}
  return reply
    .code(status)
    .header('Cache-Control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ error: { code: known.code, message: known.message, ...detail } }))
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isDatabaseUnavailable(error))
    return new AppError('unavailable', 'The database is away for a moment. Try again.', { cause: error })
  const status = (error as { statusCode?: unknown }).statusCode
  const code = typeof status === 'number' ? fastifyCodes[status] : undefined
  if (code) return new AppError(code, clientMessages[code] ?? 'The request is not usable.')
  return new AppError('internal', 'Something went wrong here. It has been logged; nothing stored was lost.', {
    cause: error,
  })
}

const fastifyCodes: Record<number, ErrorCode> = {
  400: 'invalid',
  404: 'not-found',
  405: 'invalid',
  406: 'not-acceptable',
  413: 'too-large',
  414: 'invalid',
  415: 'unsupported-media',
}

const clientMessages: Partial<Record<ErrorCode, string>> = {
  invalid: 'The request is malformed.',
  'not-found': 'There is nothing at this address.',
  'too-large': 'The body is larger than this address accepts.',
  'unsupported-media': 'This media type is not accepted here.',
}
