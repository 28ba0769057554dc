import type { Raster } from './raster'

interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

const tile = 256
const gridSide = 5

/**
 * How far the sharpest edges are blurred: the standard deviation, in pixels, of the Gaussian that would have made them.
 * Looks at a grid of tiles in their full resolution, at the steepest places of each; how the slope falls off two
 * pixels beside them tells the width. Three rows are added along an edge against noise.
 * @returns null where nothing has an edge
 */
export function edgeBlur(raster: Raster, box: Box): number | null {
  const blurs: number[] = []
  for (let row = 0; row < gridSide; row += 1) {
    for (let column = 0; column < gridSide; column += 1) {
      const left = Math.round(box.left + (Math.max(0, box.right - box.left - tile) * column) / (gridSide - 1))
      const top = Math.round(box.top + (Math.max(0, box.bottom - box.top - tile) * row) / (gridSide - 1))
      const blur = tileBlur(raster, Math.max(2, left), Math.max(2, top))
      if (blur !== null) blurs.push(blur)
    }
  }
  blurs.sort((a, b) => a - b)
  // The sharpest quarter: a film has soft shadows everywhere and hard edges in a few places.
  return blurs[Math.floor(blurs.length / 4)] ?? null
}

function tileBlur({ width, height, channels, data }: Raster, left: number, top: number): number | null {
  const value = (x: number, y: number): number => data[(y * width + x) * channels] ?? 0
  const column = (x: number, y: number): number => value(x, y - 1) + value(x, y) + value(x, y + 1)
  const row = (x: number, y: number): number => value(x - 1, y) + value(x, y) + value(x + 1, y)
  const least = (data instanceof Uint16Array ? 65_535 : 255) * 3 * 2 * 0.02
  const places: { slope: number; beside: number }[] = []
  for (let y = top; y < Math.min(top + tile, height - 4); y += 1) {
    for (let x = left; x < Math.min(left + tile, width - 4); x += 1) {
      const across = Math.abs(column(x + 1, y) - column(x - 1, y))
      const down = Math.abs(row(x, y + 1) - row(x, y - 1))
      const slope = Math.max(across, down)
      if (slope < least) continue
      const beside =
        across >= down
          ? Math.abs(column(x + 3, y) - column(x + 1, y))
          : Math.abs(row(x, y + 3) - row(x, y + 1))
      if (beside <= slope) places.push({ slope, beside })
    }
  }
  if (places.length < 20) return null
  places.sort((a, b) => b.slope - a.slope)
  const steepest = places.slice(0, Math.max(20, Math.floor(places.length / 10)))
  const slope = steepest.reduce((sum, place) => sum + place.slope, 0)
  const beside = steepest.reduce((sum, place) => sum + place.beside, 0)
  // Slope at distance 2 over slope at the edge is exp(-2²/2s²).
  return Math.sqrt(-2 / Math.log(Math.min(0.98, Math.max(0.01, beside / slope))))
}
