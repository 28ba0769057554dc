import pino from 'pino'

/** Structured log of the process. Callers log ids and codes, never names, UIDs of patients or report text. */
export const log = pino({
  level: process.env.WETREAD_LOG_LEVEL ?? 'info',
  base: { process: process.env.WETREAD_PROCESS ?? 'wetread' },
  serializers: { err: (err: unknown) => describeError(err) },
})

function describeError(err: unknown): Record<string, unknown> {
  if (!(err instanceof Error)) return { message: 'not an Error' }
  return {
    name: err.name,
    code: (err as { code?: unknown }).code,
    message: err.message.slice(0, 300),
    stack: err.stack?.split('\n').slice(1, 6).join(' | '),
  }
}
