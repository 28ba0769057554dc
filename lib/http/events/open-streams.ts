import { AppError } from '@/lib/errors'

/** A browser has one or two; more is a page that leaks, or somebody who tries to exhaust us. */
const mostPerUser = 20
const mostInAll = 2_000

const open = new Map<string, number>()
let all = 0

/**
 * Counts an open stream in.
 * @returns the function that counts it out
 * @throws AppError rate-limited
 */
export function countStream(name: string): () => void {
  const own = open.get(name) ?? 0
  if (own >= mostPerUser || all >= mostInAll) {
    throw new AppError('rate-limited', 'Too many pages are open at once. Close some and reload.')
  }
  open.set(name, own + 1)
  all += 1
  let counted = true
  return () => {
    if (!counted) return
    counted = false
    all -= 1
    const left = (open.get(name) ?? 1) - 1
    if (left > 0) open.set(name, left)
    else open.delete(name)
  }
}
