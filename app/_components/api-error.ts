import type { ErrorCode } from '@/lib/errors'

/** An answer of the machine API that is not a success, in words for the reader. `status` 0: no answer at all. */
export class ApiError extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly detail: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, status: number, message: string, detail: Record<string, unknown> = {}) {
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.status = status
    this.detail = detail
  }
}
