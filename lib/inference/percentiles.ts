/** Percentiles by linear interpolation between order statistics, as numpy's default. */
export function percentiles(values: Float64Array, wanted: readonly number[]): number[] {
  const sorted = values.slice().sort()
  return wanted.map((percent) => {
    const at = (percent / 100) * (sorted.length - 1)
    const below = Math.floor(at)
    const low = sorted[below] ?? 0
    const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? 0
    return low + (high - low) * (at - below)
  })
}
