/** Connection refused or lost, server shutting down (57P0x), too many connections (53300), disk full (53100), pool. */
const away =
  /ECONNREFUSED|ECONNRESET|EPIPE|57P0[1-3]|53[134]00|58030|P1001|P1002|P1008|P1017|P2024|P2028|Can't reach database server|Connection terminated|ServerClosed|timeout exceeded/

/** Whether a database error says nothing about the request and may pass by itself. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return away.test(describe(error))
}

/** Deadlock or serialisation failure: rolled back for certain, worth another try. */
export function isRetryable(error: unknown): boolean {
  return /40P01|40001|P2034/.test(describe(error))
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const code = 'code' in error ? String(error.code) : ''
  const meta = 'meta' in error ? JSON.stringify(error.meta) : ''
  return `${code} ${meta} ${error.message} ${describe(error.cause)}`
}
