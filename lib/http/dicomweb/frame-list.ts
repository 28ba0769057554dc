import { AppError } from '@/lib/errors'

const most = 1000

/** `1`, `1,2,7` as the path of /frames has it (PS3.18 10.4.1.1.6). Order and repetition are the client's. */
export function frameList(text: string): number[] {
  const frames = text.split(',').map((part) => part.trim())
  if (frames.length > most) throw new AppError('invalid', `Ask for at most ${most} frames at once.`)
  if (!frames.every((frame) => /^[1-9]\d{0,8}$/.test(frame))) {
    throw new AppError('invalid', 'Frame numbers are 1 or more, separated by commas.')
  }
  return frames.map(Number)
}
