import type { FilmCheck, FilmChecks } from '../film-answers'
import { largestBrightPatch } from './bright-patches'
import type { Raster } from './raster'
import { shrink } from './shrink'
import { toneAt, tonesOf } from './tones'

interface CheckInput {
  /** The finished film, made small. */
  film: Raster
  /** The size it will have. */
  width: number
  height: number
  bits: 8 | 16
  /** Of the sharpest edges in the page, as a standard deviation in pixels; null where there are none. */
  blur: number | null
  /** What was not checked as a film: a page of text is black and white on purpose. */
  isDocument: boolean
}

/** What a person should know of the picture before it becomes part of a record, in plain words. */
export function checkFilm({ film, width, height, bits, blur, isDocument }: CheckInput): FilmChecks {
  const tones = tonesOf(film)
  const part = (from: number, to: number): number =>
    tones.counts.slice(from, to + 1).reduce((sum, count) => sum + count, 0) / tones.total
  const histogram = Array.from({ length: 64 }, (_, bin) => part(bin * 4, bin * 4 + 3))
  const range = toneAt(tones, 0.99) - toneAt(tones, 0.01)
  const checks = [sizeCheck(Math.max(width, height)), sharpnessCheck(blur, Math.max(width, height))]
  if (!isDocument) {
    checks.push(
      highlightCheck(part(254, 255)),
      shadowCheck(part(0, 1)),
      rangeCheck(range),
      glareCheck(largestBrightPatch(shrink(film, 400))),
    )
  }
  return { width, height, bits, histogram, checks }
}

function sizeCheck(longest: number): FilmCheck {
  if (longest >= 1_800) return check('size', 'good', `${longest} pixels on the long side.`)
  if (longest >= 1_000) {
    const words = `Only ${longest} pixels on the long side: fine lines are lost. Go closer, or scan.`
    return check('size', 'mind', words)
  }
  const words = `Only ${longest} pixels on the long side: too few to read from. Go closer, or scan.`
  return check('size', 'bad', words)
}

/** What counts is the detail across the film, so a large soft picture may show more than a small sharp one. */
function sharpnessCheck(blur: number | null, longest: number): FilmCheck {
  if (blur === null) {
    return check(
      'sharpness',
      'mind',
      'No sharp edge was found: look at the label. If it is soft, take it again.',
    )
  }
  const detail = longest / Math.max(blur, 0.5)
  if (detail >= 1_200) return check('sharpness', 'good', 'Edges are sharp.')
  if (detail >= 500) {
    return check(
      'sharpness',
      'mind',
      'A little soft. Hold the phone still, wipe the lens, focus on the label.',
    )
  }
  return check(
    'sharpness',
    'bad',
    'Blurred. Take it again: rest the phone on something and focus on the label.',
  )
}

function highlightCheck(part: number): FilmCheck {
  if (part < 0.01) return check('highlights', 'good', 'Bright parts keep their detail.')
  const words = `${percent(part)} of the film is pure white and shows nothing there.`
  if (part < 0.06)
    return check('highlights', 'mind', `${words} Mind it where bone or mediastinum should show.`)
  return check('highlights', 'bad', `${words} Make the exposure darker or dim the light box.`)
}

function shadowCheck(part: number): FilmCheck {
  if (part < 0.05) return check('shadows', 'good', 'Dark parts keep their detail.')
  const words = `${percent(part)} of the film is pure black and shows nothing there.`
  if (part < 0.25) return check('shadows', 'mind', `${words} Mind it where lung or soft tissue should show.`)
  return check('shadows', 'bad', `${words} Make the exposure brighter or the light box stronger.`)
}

function rangeCheck(range: number): FilmCheck {
  if (range >= 110) return check('range', 'good', 'The greys span enough.')
  if (range >= 60) return check('range', 'mind', 'Flat: few greys between dark and bright. Darken the room.')
  return check(
    'range',
    'bad',
    'Very flat: light falls on the film from the front. Darken the room, take it again.',
  )
}

function glareCheck(patch: number): FilmCheck {
  if (patch < 0.002) return check('glare', 'good', 'No bright patch.')
  const words = 'A bright patch inside the film: a lamp or window may be mirrored there.'
  return patch < 0.02
    ? check('glare', 'mind', `${words} Compare with the film.`)
    : check('glare', 'bad', `${words} Turn the lamp off or move, and take it again.`)
}

function check(name: FilmCheck['name'], level: FilmCheck['level'], words: string): FilmCheck {
  return { name, level, words }
}

function percent(part: number): string {
  return `${part < 0.1 ? (part * 100).toFixed(1) : Math.round(part * 100)} %`
}
