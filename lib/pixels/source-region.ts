import { AppError } from '@/lib/errors'

/** Part of the source image as a viewport names it (PS3.18 8.3.5.1.3); what is left out is the rest of the image. */
export interface SourceRegion {
  x: number
  y: number
  /** Negative: turned over left to right. */
  width?: number
  /** Negative: turned over top to bottom. */
  height?: number
}

export interface PlacedRegion {
  area: { left: number; top: number; width: number; height: number }
  flop: boolean
  flip: boolean
}

/** The region in whole pixels of the image; what of it lies outside is left out. @throws AppError invalid if nothing is inside */
export function regionWithin(
  region: SourceRegion | undefined,
  { rows, columns }: { rows: number; columns: number },
): PlacedRegion | null {
  if (!region) return null
  const across = span(region.x, region.width ?? columns - region.x, columns)
  const down = span(region.y, region.height ?? rows - region.y, rows)
  if (!across || !down) throw new AppError('invalid', 'The region of the viewport lies outside the image.')
  return {
    area: { left: across.from, top: down.from, width: across.length, height: down.length },
    flop: (region.width ?? 1) < 0,
    flip: (region.height ?? 1) < 0,
  }
}

function span(from: number, size: number, limit: number): { from: number; length: number } | null {
  const first = Math.max(0, Math.floor(from))
  const last = Math.min(limit, Math.ceil(from + Math.abs(size)))
  return last > first ? { from: first, length: last - first } : null
}
