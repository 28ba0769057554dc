import { AppError } from '@/lib/errors'

/** The error for a frame that cannot be decoded; `why` names attributes and codecs, never a patient. */
export function undecodable(why: string, cause?: unknown): AppError {
  return new AppError(
    'not-acceptable',
    `This image cannot be decoded: ${why}. The original object can be retrieved.`,
    {
      cause,
    },
  )
}
