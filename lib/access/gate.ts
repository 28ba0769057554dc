import { AppError } from '@/lib/errors'

export type Gate = <T>(work: () => Promise<T>) => Promise<T>

/**
 * Lets `atOnce` pieces of work run and `waiting` more wait for their turn, in order of arrival.
 * What comes on top is refused at once, so that a flood costs its sender more than us.
 */
export function createGate({ atOnce, waiting }: { atOnce: number; waiting: number }): Gate {
  let running = 0
  const queue: (() => void)[] = []

  return async (work) => {
    if (running < atOnce) running += 1
    else if (queue.length >= waiting) {
      throw new AppError('rate-limited', 'Too many passwords are being checked. Try again in a few seconds.')
    } else await new Promise<void>((resolve) => queue.push(resolve)) // takes over the place of who leaves
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running -= 1
    }
  }
}
