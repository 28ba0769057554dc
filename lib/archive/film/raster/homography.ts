import type { Point } from '../film-steps'

/** Row by row, the last element 1: x' = (h0 x + h1 y + h2) / (h6 x + h7 y + h8). */
export type Homography = readonly number[]

export type Quad = readonly [Point, Point, Point, Point]

/**
 * The perspective map that takes the unit square to a quadrilateral, corner by corner (Heckbert 1989, 2.2.3).
 * @returns null when three corners lie on a line, or the corners cross
 */
export function squareToQuad(quad: Quad): Homography | null {
  if (!isConvex(quad)) return null
  const [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = quad
  const [sx, sy] = [x0 - x1 + x2 - x3, y0 - y1 + y2 - y3]
  const [dx1, dx2, dy1, dy2] = [x1 - x2, x3 - x2, y1 - y2, y3 - y2]
  const determinant = dx1 * dy2 - dx2 * dy1
  const g = (sx * dy2 - dx2 * sy) / determinant
  const h = (dx1 * sy - sx * dy1) / determinant
  return [x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h, 1]
}

export function applyHomography(map: Homography, [x, y]: Point): Point {
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, h = 0, i = 1] = map
  const w = g * x + h * y + i
  return [(a * x + b * y + c) / w, (d * x + e * y + f) / w]
}

/** The map back: the adjugate, scaled. */
export function invertHomography(map: Homography): Homography {
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, h = 0, i = 1] = map
  const adjugate = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ]
  const last = adjugate[8] ?? 1
  return adjugate.map((value) => value / last)
}

/** All corners turn the same way, none by nothing. */
export function isConvex(quad: Quad): boolean {
  const turns = quad.map((corner, n) => {
    const next = quad[(n + 1) % 4] ?? corner
    const after = quad[(n + 2) % 4] ?? corner
    return (next[0] - corner[0]) * (after[1] - next[1]) - (next[1] - corner[1]) * (after[0] - next[0])
  })
  return turns.every((turn) => turn > 1e-6)
}

/** The corners in the order in which the film shows them once it is turned by quarters clockwise. */
export function orderCorners(quad: Quad, turns: number): Quad {
  const at = (n: number): Point => quad[(n + 4 - turns) % 4] ?? quad[0]
  return [at(0), at(1), at(2), at(3)]
}
