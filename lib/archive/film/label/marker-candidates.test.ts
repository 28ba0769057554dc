import { expect, it } from 'vitest'
import type { LabelPicture } from '../film-tasks'
import { cutOut, markerCandidates } from './marker-candidates'

const [width, height] = [800, 1_000]
/** An L of bright strokes, as a lead letter leaves it. */
function film(letters: readonly { x: number; y: number; size: number }[]): LabelPicture {
  const grey = new Uint8Array(width * height).fill(60)
  const fill = (x: number, y: number, w: number, h: number): void => {
    for (let row = y; row < y + h; row += 1) grey.fill(230, row * width + x, row * width + x + w)
  }
  for (const { x, y, size } of letters) {
    fill(x, y, Math.round(size / 5), size)
    fill(x, y + size - Math.round(size / 5), Math.round(size * 0.6), Math.round(size / 5))
  }
  // A spine, which is bright and no letter.
  fill(390, 0, 40, height)
  return { width, height, grey }
}

it('a letter that stands by itself may be a side marker', () => {
  expect(markerCandidates(film([{ x: 100, y: 120, size: 40 }]))).toEqual([
    { left: 100, top: 120, width: 24, height: 40 },
  ])
})

it('letters of a word, specks and large shapes are none', () => {
  const word = [100, 135, 170].map((x) => ({ x, y: 700, size: 40 }))
  expect(
    markerCandidates(film([...word, { x: 600, y: 100, size: 6 }, { x: 600, y: 500, size: 200 }])),
  ).toEqual([])
  expect(markerCandidates({ width, height, grey: new Uint8Array(width * height).fill(90) })).toEqual([])
})

it('is cut out black on white, with room around it', () => {
  const picture = film([{ x: 100, y: 120, size: 40 }])
  const cut = cutOut(picture, { left: 100, top: 120, width: 24, height: 40 })
  expect([cut.width, cut.height]).toEqual([24 + 32, 40 + 32])
  expect(cut.grey[0]).toBe(195)
  expect(cut.grey[16 * 56 + 16]).toBe(25)
})
