import type { AppError, ErrorCode } from '@/lib/errors'

/** FailureReason (0008,1197) of every error code (PS3.18 table I.2-2, PS3.4 B.2.3); a new code needs one to compile. */
const byCode = {
  invalid: 0xc000,
  unprocessable: 0xc000, // cannot understand
  unauthenticated: 0x0124,
  forbidden: 0x0124, // refused: not authorised
  'not-found': 0x0110,
  conflict: 0xb00e, // another object is stored under this UID (as Microsoft's server numbers it: not in the standard)
  gone: 0x0110,
  'not-acceptable': 0x0110,
  'too-large': 0xa700,
  'unsupported-media': 0xc000,
  unsupported: 0x0122, // SOP class not supported
  'rate-limited': 0xa700,
  unavailable: 0xa700, // out of resources: send it again
  internal: 0x0110, // processing failure
} satisfies Record<ErrorCode, number>

/** A900: the data set does not match: its UIDs are missing or wrong, or it is not of the study it was sent to. */
export function failureReason(error: AppError): number {
  const mismatches = ['other-study', 'sop-mismatch']
  if (mismatches.includes(String(error.detail.reason))) return 0xa900
  // A data set that was opened but whose UIDs are no good carries those that are (lib/dicom/instance-header).
  if (error.code === 'unprocessable' && 'StudyInstanceUID' in error.detail) return 0xa900
  if (error.code === 'unprocessable' && 'SOPInstanceUID' in error.detail) return 0xa900
  return byCode[error.code]
}
