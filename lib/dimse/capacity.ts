export interface Capacity {
  /** Takes a place; false where there is none left, in all or for this key. */
  enter(key: string): boolean
  leave(key: string): void
}

/** Counts who is in, so that neither one peer nor all together take more than there is. */
export function capacity({ inAll, perKey }: { inAll: number; perKey: number }): Capacity {
  const counts = new Map<string, number>()
  let total = 0
  return {
    enter: (key) => {
      const count = counts.get(key) ?? 0
      if (total >= inAll || count >= perKey) return false
      total += 1
      counts.set(key, count + 1)
      return true
    },
    leave: (key) => {
      total -= 1
      const left = (counts.get(key) ?? 1) - 1
      if (left > 0) counts.set(key, left)
      else counts.delete(key)
    },
  }
}
