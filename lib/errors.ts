/** Everything that can go wrong, as a closed set; each protocol maps it completely (HTTP, DIMSE). */
export const errorCodes = [
  'invalid', // the request itself is malformed
  'unprocessable', // well-formed, but the object cannot be accepted (bad DICOM, missing UID)
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict', // another state or another object is there already
  'gone',
  'not-acceptable', // cannot be delivered in the form asked for
  'too-large',
  'unsupported-media',
  'unsupported', // SOP class, transfer syntax or operation that is not offered
  'rate-limited',
  'unavailable', // a resource is away for now: database, disk full
  'internal', // our fault
] as const

export type ErrorCode = (typeof errorCodes)[number]

/**
 * The one error that operations throw. `message` tells the reader what to do and never names a patient;
 * `detail` is for machines (field names, revision numbers).
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly detail: Readonly<Record<string, unknown>>

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; detail?: Record<string, unknown> } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.detail = options.detail ?? {}
  }
}

/** Ends a switch over a closed set: a missing case does not compile. */
export function assertNever(value: never): never {
  throw new AppError('internal', `Unexpected value ${JSON.stringify(value)}`)
}
