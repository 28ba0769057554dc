import type { Homography } from './homography'
import { emptyLike, type Raster } from './raster'

/**
 * Draws the finished film: for each of its pixels the place in the page, interpolated between the four pixels around it.
 * @param toPage from the unit square of the result to that of the page
 */
export function warp(page: Raster, toPage: Homography, size: { width: number; height: number }): Raster {
  const { width, height } = size
  const { channels, data } = page
  const out = emptyLike(page, width * height * channels)
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, h = 0, i = 1] = toPage
  const [lastX, lastY] = [page.width - 1, page.height - 1]
  let at = 0
  for (let row = 0; row < height; row += 1) {
    const v = (row + 0.5) / height
    for (let column = 0; column < width; column += 1) {
      const u = (column + 0.5) / width
      const w = g * u + h * v + i
      const x = clamp(((a * u + b * v + c) / w) * page.width - 0.5, lastX)
      const y = clamp(((d * u + e * v + f) / w) * page.height - 0.5, lastY)
      const [left, top] = [Math.floor(x), Math.floor(y)]
      const [fx, fy] = [x - left, y - top]
      const stepX = left < lastX ? channels : 0
      const first = (top * page.width + left) * channels
      const below = top < lastY ? first + page.width * channels : first
      for (let channel = 0; channel < channels; channel += 1) {
        const upper = lerp(data[first + channel] ?? 0, data[first + stepX + channel] ?? 0, fx)
        const lower = lerp(data[below + channel] ?? 0, data[below + stepX + channel] ?? 0, fx)
        out[at] = upper + (lower - upper) * fy + 0.5
        at += 1
      }
    }
  }
  return { width, height, channels, data: out }
}

function lerp(from: number, to: number, part: number): number {
  return from + (to - from) * part
}

function clamp(value: number, last: number): number {
  return value < 0 ? 0 : value > last ? last : value
}
