import { AppError } from '@/lib/errors'

const most = 1536 * 1024 * 1024
const mostWaiting = 128
let held = 0
const waiting: { weight: number; start: () => void }[] = []

/**
 * Runs what takes `weight` bytes of memory when there is room beside what runs already, in the order of asking.
 * @throws AppError unavailable when too many wait
 */
export async function withinWeight<T>(weight: number, run: () => Promise<T>): Promise<T> {
  const counted = Math.min(weight, most)
  if (waiting.length > 0 || held + counted > most) {
    if (waiting.length >= mostWaiting)
      throw new AppError('unavailable', 'Too many objects are being converted. Try again shortly.')
    await new Promise<void>((start) => waiting.push({ weight: counted, start }))
  } else held += counted
  try {
    return await run()
  } finally {
    held -= counted
    release()
  }
}

function release(): void {
  for (let next = waiting[0]; next && held + next.weight <= most; next = waiting[0]) {
    waiting.shift()
    held += next.weight
    next.start()
  }
}
