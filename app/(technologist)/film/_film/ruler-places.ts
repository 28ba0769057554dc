import type { FilmSource } from '@/lib/archive/film/film-answers'
import type { FilmSteps, Point } from '@/lib/archive/film/film-steps'
import { applyHomography, invertHomography } from '@/lib/archive/film/raster/homography'
import { planFilm } from '@/lib/archive/film/raster/plan-film'

/** Places in the finished film as places in the page, and back; null while the corners span nothing. */
export function betweenFilmAndPage(
  steps: FilmSteps,
  source: FilmSource,
): { toPage: (at: Point) => [number, number]; toFilm: (at: Point) => Point } | null {
  const page = source.sizes[steps.page - 1]
  const plan = page ? planFilm(steps, page) : null
  if (!plan) return null
  const back = invertHomography(plan.toPage)
  return {
    toPage: (at) => {
      const [x, y] = applyHomography(plan.toPage, at)
      return [Math.min(1, Math.max(0, x)), Math.min(1, Math.max(0, y))]
    },
    toFilm: (at) => applyHomography(back, at),
  }
}
