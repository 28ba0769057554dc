import { AppError } from '@/lib/errors'
import { decodePage } from './decode/decode-page'
import { encodeJpeg } from './decode/encode-jpeg'
import type { FilmSource } from './film-answers'
import type { FilmSteps } from './film-steps'
import type { DevelopedFilm, FilmPreview, LabelPicture, PageView } from './film-tasks'
import { checkFilm } from './raster/check-film'
import { findCorners } from './raster/find-corners'
import { invert } from './raster/invert'
import { planFilm, type FilmPlan } from './raster/plan-film'
import type { Raster } from './raster/raster'
import { edgeBlur } from './raster/sharpness'
import { shrink } from './raster/shrink'
import { toBytes } from './raster/to-bytes'
import { windowOf } from './raster/tones'
import { warp } from './raster/warp'

const viewSide = 1_600
const previewSide = 1_400
/** Letters of a label are some 2 mm high on a film of 43 cm: 14 pixels here. */
const labelSide = 3_000

interface Input {
  bytes: Uint8Array
  source: FilmSource
}

/** The page as it came, small enough for a screen, and where the film in it seems to be. */
export async function pageView(input: Input & { page: number; colour: boolean }): Promise<PageView> {
  const page = await decodePage(input.bytes, input.source, input)
  const small = shrink(page, viewSide)
  return { jpeg: await encodeJpeg(small), corners: findCorners(small) }
}

/** The film as it will be, small, with what a person should know of it. */
export async function previewFilm({
  bytes,
  source,
  steps,
}: Input & { steps: FilmSteps }): Promise<FilmPreview> {
  const page = await decodePage(bytes, source, steps)
  const plan = planOrRefuse(steps, page)
  const xs = steps.corners.map(([x]) => x * page.width)
  const ys = steps.corners.map(([, y]) => y * page.height)
  const box = { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) }
  const blur = edgeBlur(page, box)
  const film = smallFilm(page, plan, previewSide, steps.inverted)
  return {
    jpeg: await encodeJpeg(film),
    checks: checkFilm({
      film,
      width: plan.width,
      height: plan.height,
      bits: page.data instanceof Uint16Array ? 16 : 8,
      blur,
      isDocument: steps.ConversionType === 'SD',
    }),
    spacing: plan.spacing,
  }
}

/** The film in 8 bits of grey, upright, for reading what is written on it. */
export async function labelPicture({
  bytes,
  source,
  steps,
}: Input & { steps: FilmSteps }): Promise<LabelPicture> {
  const page = await decodePage(bytes, source, { page: steps.page, colour: false })
  const film = smallFilm(page, planOrRefuse(steps, page), labelSide, false)
  const { data } = film
  const grey = data instanceof Uint16Array ? Uint8Array.from(data, (value) => value >> 8) : data
  return { width: film.width, height: film.height, grey }
}

/** The finished film in full: rectified, turned, inverted where asked, 16 bits where the file had them. */
export async function developFilm({
  bytes,
  source,
  steps,
}: Input & { steps: FilmSteps }): Promise<DevelopedFilm> {
  const page = await decodePage(bytes, source, steps)
  const plan = planOrRefuse(steps, page)
  const film = warp(page, plan.toPage, plan)
  if (steps.inverted) invert(film)
  const { width, height, channels, data } = film
  return {
    ...{ width, height, channels },
    bits: data instanceof Uint16Array ? 16 : 8,
    window: windowOf(film),
    spacing: plan.spacing,
    pixels: toBytes(film),
  }
}

function smallFilm(page: Raster, plan: FilmPlan, longest: number, inverted: boolean): Raster {
  const scale = Math.min(1, longest / Math.max(plan.width, plan.height))
  const size = { width: Math.round(plan.width * scale), height: Math.round(plan.height * scale) }
  // First to about the size that is wanted, so that no pixel is left out of the means.
  const film = warp(shrink(page, Math.max(page.width, page.height) * scale + 1), plan.toPage, size)
  return inverted ? invert(film) : film
}

function planOrRefuse(steps: FilmSteps, page: Raster): FilmPlan {
  const plan = planFilm(steps, page)
  if (plan) return plan
  throw new AppError('unprocessable', 'The four corners do not enclose the film. Move them to its edges.')
}
