import { AppError, type ErrorCode } from '@/lib/errors'

/** What no further try can mend, in words for the list. */
const lasting: Partial<Record<ErrorCode, string>> = {
  'not-acceptable': 'the image cannot be decoded',
  unprocessable: 'the image has values that are not numbers',
  'not-found': 'the pixel data is missing',
}

/** Why a run has failed for good; null when another try may succeed and one follows. */
export function whyItFailed(error: unknown, { lastTry }: { lastTry: boolean }): string | null {
  // A busy machine is no fault of the image.
  if (error instanceof AppError && error.detail.tooLong === true)
    return lastTry ? 'decoding the image takes too long' : null
  const reason = error instanceof AppError ? lasting[error.code] : undefined
  return reason ?? (lastTry ? 'the model run failed repeatedly' : null)
}
