import { applyHomography, invertHomography, squareToQuad, type Quad } from './homography'
import type { Raster } from './raster'

interface DrawnFilm {
  width: number
  height: number
  /** Corners of the film in parts of the picture. */
  quad: Quad
  /** Grey of what surrounds the film, 0 to 255. */
  around: number
  bits?: 8 | 16
  /** Standard deviation of the blur at every edge, in pixels. */
  blur?: number
}

/** A photograph of a film by rule: a dark chest with two darker lungs, a bright spine and bars as fine as a label's. */
export function drawFilm({ width, height, quad, around, bits = 8, blur = 0.5 }: DrawnFilm): Raster {
  const toFilm = squareToQuad(quad)
  if (!toFilm) throw new Error('These corners span no film')
  const fromPage = invertHomography(toFilm)
  const full = bits === 16 ? 257 : 1
  const data = bits === 16 ? new Uint16Array(width * height) : new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [u, v] = applyHomography(fromPage, [(x + 0.5) / width, (y + 0.5) / height])
      const inside = u >= 0 && v >= 0 && u <= 1 && v <= 1
      const grey = inside
        ? filmGrey(u, v, { blur, pixels: width * Math.abs(quad[1][0] - quad[0][0]) })
        : around
      data[y * width + x] = Math.round(grey * full)
    }
  }
  return { width, height, channels: 1, data }
}

function filmGrey(u: number, v: number, { blur, pixels }: { blur: number; pixels: number }): number {
  const soft = blur / pixels
  const step = (distance: number): number => 1 / (1 + Math.exp((-1.7 * distance) / soft))
  const lung = (centre: number): number => step(0.16 - Math.hypot(u - centre, (v - 0.45) * 0.6))
  const spine = step(0.05 - Math.abs(u - 0.5))
  const bars = v > 0.05 && v < 0.15 && u < 0.4 ? step(0.008 - Math.abs(((u * 10) % 1) / 10 - 0.05)) : 0
  return 70 - 45 * (lung(0.28) + lung(0.72)) + 120 * spine * (1 - bars) + 110 * bars
}
