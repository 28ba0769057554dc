import type { FilmSteps, Point } from '../film-steps'
import { isConvex } from './homography'
import { highestOf, type Raster } from './raster'
import { shrink } from './shrink'

const side = 320

/**
 * The corners of a film that lies darker or brighter than what surrounds it: the largest region unlike the rim of the
 * picture, if a quadrilateral holds it well. A suggestion only.
 * @returns null when no film edge stands out, as in a scan that ends at the film
 */
export function findCorners(page: Raster): FilmSteps['corners'] | null {
  const small = shrink(page, side)
  const region = largestRegion(unlikeTheRim(small), small.width, small.height)
  if (!region) return null
  const { width, height } = small
  const extreme = (score: (x: number, y: number) => number): Point => {
    let [best, found]: [number, Point] = [-Infinity, [0, 0]]
    for (const at of region) {
      const [x, y] = [at % width, Math.floor(at / width)]
      const value = score(x, y)
      if (value > best) [best, found] = [value, [x, y]]
    }
    return found
  }
  const [tl, tr, br, bl] = [
    extreme((x, y) => -x - y),
    extreme((x, y) => x - y),
    extreme((x, y) => x + y),
    extreme((x, y) => y - x),
  ]
  // A pixel has an extent: the film ends at its far side.
  const place = ([x, y]: Point, right: number, lower: number): [number, number] => [
    clamp((x + right) / width),
    clamp((y + lower) / height),
  ]
  const corners: FilmSteps['corners'] = [place(tl, 0, 0), place(tr, 1, 0), place(br, 1, 1), place(bl, 0, 1)]
  const area = quadArea(corners)
  const covered = region.length / (width * height)
  const fits = isConvex(corners) && area > 0.08 && covered / area > 0.6 && covered / area < 1.15
  return fits && area < 0.985 ? corners : null
}

/** 1 where a pixel differs from the rim by more than half of the way to the rest. */
function unlikeTheRim({ width, height, channels, data }: Raster): Uint8Array {
  const grey = (x: number, y: number): number => data[(y * width + x) * channels] ?? 0
  const rim: number[] = []
  const depth = Math.max(1, Math.round(Math.min(width, height) * 0.015))
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (x < depth || y < depth || x >= width - depth || y >= height - depth) rim.push(grey(x, y))
    }
  }
  rim.sort((a, b) => a - b)
  const middle = rim[rim.length >> 1] ?? 0
  const spread = (rim[Math.floor(rim.length * 0.9)] ?? 0) - (rim[Math.floor(rim.length * 0.1)] ?? 0)
  const range = highestOf({ data })
  const threshold = Math.max(range * 0.08, Math.min(spread, range * 0.25))
  const mask = new Uint8Array(width * height)
  for (let n = 0; n < mask.length; n += 1) {
    mask[n] = Math.abs((data[n * channels] ?? 0) - middle) > threshold ? 1 : 0
  }
  return mask
}

function largestRegion(mask: Uint8Array, width: number, height: number): number[] | null {
  const seen = new Uint8Array(mask.length)
  let largest: number[] = []
  for (let start = 0; start < mask.length; start += 1) {
    if (!mask[start] || seen[start]) continue
    const region: number[] = []
    const stack = [start]
    seen[start] = 1
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      region.push(at)
      const x = at % width
      for (const next of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
        if (next < 0 || next >= mask.length || !mask[next] || seen[next]) continue
        seen[next] = 1
        stack.push(next)
      }
    }
    if (region.length > largest.length) largest = region
  }
  return largest.length > width * height * 0.05 ? largest : null
}

function quadArea(quad: readonly Point[]): number {
  const twice = quad.reduce((sum, [x, y], n) => {
    const [nextX, nextY] = quad[(n + 1) % quad.length] ?? [0, 0]
    return sum + x * nextY - nextX * y
  }, 0)
  return Math.abs(twice) / 2
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}
