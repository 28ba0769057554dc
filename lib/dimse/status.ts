import { AppError, type ErrorCode } from '@/lib/errors'

/** What a C-STORE request is answered with (PS3.4 B.2.3, PS3.7 C). */
export const success = 0x0000
export const cancelled = 0xfe00
export const unrecognizedOperation = 0x0211
export const unknownDestination = 0xa801
/** PS3.4 table B.2-1: of sub-operations, one or more failed or gave a warning. */
export const someFailed = 0xb000
export const allFailed = 0xa702

export const dimseStatus = {
  invalid: 0xc000, // cannot understand
  unprocessable: 0xc000,
  unauthenticated: 0x0124, // refused: not authorised
  forbidden: 0x0124,
  'not-found': 0x0112, // no such SOP instance
  conflict: 0x0111, // duplicate SOP instance
  gone: 0x0112,
  'not-acceptable': 0xc000,
  'too-large': 0xa700, // refused: out of resources
  'unsupported-media': 0xc000,
  unsupported: 0x0122, // SOP class not supported
  'rate-limited': 0xa700,
  unavailable: 0xa700,
  internal: 0x0110, // processing failure
} as const satisfies Record<ErrorCode, number>

/** C-FIND, C-MOVE and C-GET (PS3.4 tables C.4-1 to C.4-3). */
const queryStatus: Record<ErrorCode, number> = {
  ...dimseStatus,
  invalid: 0xa900, // identifier does not match SOP class
  'not-found': 0xc000, // unable to process
  conflict: 0xc000,
  gone: 0xc000,
  internal: 0xc001,
}

/** N-services (PS3.7 10.1 and C). */
const normalizedStatus: Record<ErrorCode, number> = {
  ...dimseStatus,
  invalid: 0x0106, // invalid attribute value
  unprocessable: 0x0120, // missing attribute
  'too-large': 0x0213, // resource limitation
  'rate-limited': 0x0213,
  unavailable: 0x0213,
  'not-acceptable': 0x0110,
  'unsupported-media': 0x0110,
}

/** Data set does not match SOP class, or not the request (PS3.4 table B.2-1). */
export const mismatch = 0xa900

const tables = { store: dimseStatus, query: queryStatus, normalized: normalizedStatus }

/** What an error is answered with. A handler that knows better puts `Status` into the error's detail. */
export function statusOf(
  error: unknown,
  service: keyof typeof tables,
): { Status: number; ErrorComment: string } {
  if (!(error instanceof AppError)) {
    return { Status: tables[service].internal, ErrorComment: 'Fault of the archive' }
  }
  const { Status } = error.detail
  const own = typeof Status === 'number' ? Status : null
  const isMismatch = service === 'store' && error.detail.reason === 'sop-mismatch'
  return {
    Status: own ?? (isMismatch ? mismatch : tables[service][error.code]),
    ErrorComment: error.message,
  }
}

/** Matches or sub-operations are still to come (PS3.7 C.1.2). */
export function isPending(Status: number): boolean {
  return Status === 0xff00 || Status === 0xff01
}

/** The object is stored, though not as it should be (PS3.7 C.4). */
export function isWarning(Status: number): boolean {
  return (Status & 0xf000) === 0xb000 || Status === 0x0001 || Status === 0x0107 || Status === 0x0116
}
