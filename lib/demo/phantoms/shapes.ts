/** Soft-edged building blocks; coordinates are relative to the image (0..1), results 0..1. */

export function smoothstep(from: number, to: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)))
  return t * t * (3 - 2 * t)
}

export interface Ellipse {
  x: number
  y: number
  rx: number
  ry: number
  /** radians, clockwise */
  tilt?: number
  /** width of the edge relative to the radius */
  soft?: number
}

/** 1 inside, 0 outside, smooth between. */
export function ellipse(e: Ellipse, x: number, y: number): number {
  const cos = Math.cos(e.tilt ?? 0)
  const sin = Math.sin(e.tilt ?? 0)
  const dx = x - e.x
  const dy = y - e.y
  const u = (dx * cos + dy * sin) / e.rx
  const v = (-dx * sin + dy * cos) / e.ry
  const r = Math.sqrt(u * u + v * v)
  const soft = e.soft ?? 0.1
  return 1 - smoothstep(1 - soft, 1 + soft, r)
}

/** A line with round profile: 1 on it, 0 beyond `width`. */
export function band(distance: number, width: number): number {
  return Math.max(0, 1 - (distance / width) ** 2)
}
