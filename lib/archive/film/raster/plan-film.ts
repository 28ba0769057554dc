import type { FilmSteps, Point } from '../film-steps'
import { applyHomography, invertHomography, orderCorners, squareToQuad, type Homography } from './homography'

/** How the finished film comes out of the page. */
export interface FilmPlan {
  width: number
  height: number
  /** From the unit square of the finished film to the unit square of the page. */
  toPage: Homography
  /** Of a pixel of the finished film, in millimetres; null until calibrated. */
  spacing: number | null
}

/** More than any film scanner gives; a phone's 50 million stay as they are. */
const mostPixels = 50_000_000

/**
 * The finished film's size, map and spacing. Its sides are as long as the longer of the two opposite edges in the page,
 * so that no detail is lost; a known film size corrects the proportions that perspective has bent.
 * @returns null when the corners do not span an area
 */
export function planFilm(
  steps: Pick<FilmSteps, 'corners' | 'turns' | 'mirrored' | 'filmSize' | 'calibration'>,
  page: { width: number; height: number },
): FilmPlan | null {
  const quad = orderCorners(steps.corners, steps.turns)
  const toPage = squareToQuad(quad)
  if (!toPage) return null
  const pixels = (a: Point, b: Point): number =>
    Math.hypot((a[0] - b[0]) * page.width, (a[1] - b[1]) * page.height)
  const [tl, tr, br, bl] = quad
  const size = withProportions(
    { width: Math.max(pixels(tl, tr), pixels(bl, br)), height: Math.max(pixels(tl, bl), pixels(tr, br)) },
    steps.filmSize,
  )
  const shrink = Math.min(1, Math.sqrt(mostPixels / (size.width * size.height)))
  const [width, height] = [Math.round(size.width * shrink), Math.round(size.height * shrink)]
  if (width < 16 || height < 16) return null
  const map = steps.mirrored ? mirror(toPage) : toPage
  return { width, height, toPage: map, spacing: spacingOf(steps.calibration, map, { width, height }) }
}

function withProportions(size: { width: number; height: number }, filmSize: string) {
  const [short, long] = filmSize.split('x').map(Number)
  if (!short || !long) return size
  const ratio = size.width > size.height ? long / short : short / long
  return size.width / size.height < ratio
    ? { width: size.height * ratio, height: size.height }
    : { width: size.width, height: size.width / ratio }
}

/** The same map for a film whose left is right. */
function mirror(map: Homography): Homography {
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, h = 0, i = 1] = map
  return [-a, b, a + c, -d, e, d + f, -g, h, g + i]
}

function spacingOf(
  calibration: FilmSteps['calibration'],
  toPage: Homography,
  { width, height }: { width: number; height: number },
): number | null {
  if (!calibration) return null
  const fromPage = invertHomography(toPage)
  const [from, to] = [applyHomography(fromPage, calibration.from), applyHomography(fromPage, calibration.to)]
  const length = Math.hypot((to[0] - from[0]) * width, (to[1] - from[1]) * height)
  return length < 2 ? null : calibration.millimetres / length
}
