import type { ErrorCode } from '@/lib/errors'

/** HTTP status of every error code; a new code without a status does not compile. */
export const httpStatus = {
  invalid: 400,
  unprocessable: 422,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'not-acceptable': 406,
  'too-large': 413,
  'unsupported-media': 415,
  unsupported: 501,
  'rate-limited': 429,
  unavailable: 503,
  internal: 500,
} satisfies Record<ErrorCode, number>
