import { backgroundHeader } from '@/lib/access/background-header'
import { errorCodes, type ErrorCode } from '@/lib/errors'
import { ApiError } from './api-error'
import { actTold, untoldAct } from './person-at-work'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Calls the machine API on this origin. The session cookie travels by itself. What the page asks while nobody touches
 * it says so, and does not keep the session from ending.
 * @throws ApiError with a message that can be shown as it is
 */
export async function callApi<Answer>(
  method: Method,
  path: string,
  options: { body?: unknown; signal?: AbortSignal | undefined } = {},
): Promise<Answer> {
  const act = untoldAct()
  const headers: Record<string, string> = act > 0 ? {} : { [backgroundHeader]: '1' }
  const init: RequestInit = { method, headers, cache: 'no-store', credentials: 'same-origin' }
  if (options.signal) init.signal = options.signal
  if (method !== 'GET') {
    headers['Content-Type'] = 'application/json'
    init.body = JSON.stringify(options.body ?? {})
  }
  let response: Response
  try {
    response = await fetch(path, init)
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError(
      'unavailable',
      0,
      'Wetread does not answer. Check the network connection; nothing was changed.',
    )
  }
  if (response.ok) actTold(act)
  if (response.status === 204) return undefined as Answer
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok) throw errorOf(response.status, answer)
  return answer as Answer
}

/** Words for anything that was thrown, to be shown to the reader. */
export function wordsFor(error: unknown): string {
  return error instanceof ApiError
    ? error.message
    : 'Something went wrong here. Reload the page and try again.'
}

export function errorOf(status: number, answer: unknown): ApiError {
  const error = isRecord(answer) && isRecord(answer.error) ? answer.error : {}
  const code = errorCodes.find((known) => known === error.code) ?? codeOf(status)
  const message =
    typeof error.message === 'string' && error.message !== '' ? error.message : fallbackWords(code)
  return new ApiError(code, status, message, isRecord(error.detail) ? error.detail : {})
}

function codeOf(status: number): ErrorCode {
  if (status === 401) return 'unauthenticated'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not-found'
  if (status === 409) return 'conflict'
  if (status === 413) return 'too-large'
  if (status === 429) return 'rate-limited'
  return status >= 500 ? 'unavailable' : 'invalid'
}

function fallbackWords(code: ErrorCode): string {
  switch (code) {
    case 'unauthenticated':
      return 'Your session has ended. Sign in again.'
    case 'forbidden':
      return 'Your role does not include this.'
    case 'not-found':
      return 'This is not here any more.'
    case 'conflict':
      return 'Somebody else changed this in the meantime. Reload and try again.'
    case 'too-large':
      return 'This file is larger than this server takes.'
    case 'rate-limited':
      return 'Too many requests. Wait a moment and try again.'
    default:
      return 'Wetread could not do this. Try again; if it stays, tell your administrator.'
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
