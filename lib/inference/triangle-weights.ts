/** For each target pixel: the first source pixel it takes from, and the weights of that one and the following. */
export interface Resampling {
  first: Int32Array
  weights: readonly Float64Array[]
}

/**
 * Triangle filter from `source` to `target` pixels, as PIL's BILINEAR: half-width the scale when shrinking and one
 * source pixel when enlarging, half-pixel centres, weights that sum to one.
 */
export function triangleWeights(source: number, target: number): Resampling {
  const scale = source / target
  const support = Math.max(scale, 1)
  const first = new Int32Array(target)
  const weights: Float64Array[] = []
  for (let t = 0; t < target; t += 1) {
    const centre = (t + 0.5) * scale
    const from = Math.max(0, Math.floor(centre - support))
    const to = Math.min(source, Math.ceil(centre + support))
    const row = Float64Array.from({ length: to - from }, (_, n) =>
      Math.max(0, 1 - Math.abs(from + n + 0.5 - centre) / support),
    )
    const sum = row.reduce((total, weight) => total + weight, 0)
    first[t] = from
    weights.push(row.map((weight) => weight / sum))
  }
  return { first, weights }
}
