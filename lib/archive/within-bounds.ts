const windowMs = 60_000
const perKey = 120
const inAll = 1_000

let windowStart = 0
let total = 0
const counts = new Map<string, number>()

/**
 * Whether one more row about `key` may be written in this minute. Whoever can reach a port can make us write rows, under
 * as many names as he likes, so both one key and all together are bounded.
 */
export function withinBounds(key: string, now = Date.now()): boolean {
  if (now - windowStart > windowMs) {
    windowStart = now
    total = 0
    counts.clear()
  }
  total += 1
  if (total > inAll) return false
  const count = (counts.get(key) ?? 0) + 1
  counts.set(key, count)
  return count <= perKey
}
