import { highestOf, type Raster } from './raster'

/**
 * The largest patch of full white that does not touch the edge, as a part of the picture: a reflection of a lamp or
 * window, or light past a hole. Give a small picture.
 */
export function largestBrightPatch(raster: Raster): number {
  const { width, height, channels, data } = raster
  const limit = highestOf(raster) * 0.985
  const seen = new Uint8Array(width * height)
  let largest = 0
  for (let start = 0; start < seen.length; start += 1) {
    if (seen[start] || (data[start * channels] ?? 0) < limit) continue
    const { count, atEdge } = flood(start)
    if (!atEdge && count > largest) largest = count
  }
  return largest / (width * height)

  function flood(start: number): { count: number; atEdge: boolean } {
    const stack = [start]
    seen[start] = 1
    let count = 0
    let atEdge = false
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      count += 1
      const x = at % width
      const y = (at - x) / width
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) atEdge = true
      for (const next of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
        if (next < 0 || next >= seen.length || seen[next] || (data[next * channels] ?? 0) < limit) continue
        seen[next] = 1
        stack.push(next)
      }
    }
    return { count, atEdge }
  }
}
