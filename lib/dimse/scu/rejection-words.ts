import { AppError } from '@/lib/errors'
import type { DialOptions } from './dial'

/** A-ASSOCIATE-RJ (PS3.8 table 9-21) in words that say what to change, and where. */
export function rejectionWords(
  body: Buffer,
  { callingAETitle, calledAETitle }: Pick<DialOptions, 'callingAETitle' | 'calledAETitle'>,
): AppError {
  const [result = 0, source = 0, reason = 0] = body.subarray(1, 4)
  const code = `${result}/${source}/${reason}`
  if (source === 1 && reason === 7) {
    return new AppError(
      'forbidden',
      `The peer is not called ${calledAETitle} (${code}). Correct its AE title here.`,
    )
  }
  if (source === 1 && reason === 3) {
    return new AppError(
      'forbidden',
      `The peer does not know ${callingAETitle} (${code}). Let it be added there as a calling AE title.`,
    )
  }
  if (result === 2)
    return new AppError('unavailable', `The peer is too busy now (${code}). It is tried again later.`)
  return new AppError('forbidden', `The peer refuses the association (${code}). Ask who runs it.`)
}
