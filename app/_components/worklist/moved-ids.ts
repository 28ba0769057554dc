/**
 * The fewest ids that have to be lifted out for the rest to stand in the same order in both lists: those outside a
 * longest increasing subsequence. Ids that are in one list only do not count.
 */
export function movedIds(before: readonly string[], after: readonly string[]): string[] {
  const place = new Map(before.map((id, index) => [id, index]))
  const common = after.flatMap((id) => {
    const index = place.get(id)
    return index === undefined ? [] : [{ id, index }]
  })
  // tails[n]: position in `common` of the smallest last element of an increasing run of length n + 1
  const tails: number[] = []
  const previous: number[] = []
  common.forEach(({ index }, position) => {
    const length = firstNotBelow(tails.length, (n) => common[tails[n] ?? 0]?.index ?? 0, index)
    previous[position] = length > 0 ? (tails[length - 1] ?? -1) : -1
    tails[length] = position
  })
  const kept = new Set<string>()
  for (let position = tails.at(-1) ?? -1; position >= 0; position = previous[position] ?? -1) {
    const id = common[position]?.id
    if (id !== undefined) kept.add(id)
  }
  return common.filter(({ id }) => !kept.has(id)).map(({ id }) => id)
}

function firstNotBelow(length: number, valueAt: (n: number) => number, wanted: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (valueAt(middle) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
