import type { ErrorCode } from '@/lib/errors'

/** What a C-STORE request is answered with (PS3.4 B.2.3, PS3.7 C). */
export const success = 0x0000
export const unrecognizedOperation = 0x0211

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

/** Data set does not match SOP class, or not the request (PS3.4 table B.2-1). */
export const mismatch = 0xa900
