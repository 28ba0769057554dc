import { AppError } from '@/lib/errors'

/** The error for a frame that cannot be given in the syntax asked for; `why` names attributes and codecs only. */
export function unencodable(why: string, cause?: unknown): AppError {
  return new AppError(
    'not-acceptable',
    `This image cannot be delivered in the transfer syntax asked for: ${why}. The original object can be retrieved.`,
    { cause },
  )
}
