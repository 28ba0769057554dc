import type { LabelPicture } from '../film-tasks'

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** Heights of side markers, as parts of the film's height; lead letters are 5 to 25 mm. */
const [lowest, highest] = [0.011, 0.06]
const mostCandidates = 8

/**
 * Places where a side marker may be: a bright shape of the size of a lead letter that stands by itself. Letters of a
 * word have neighbours of their height and are left to the reading of text.
 */
export function markerCandidates({ width, height, grey }: LabelPicture): Box[] {
  const factor = Math.max(1, Math.ceil(Math.max(width, height) / 1_200))
  const [columns, rows] = [Math.floor(width / factor), Math.floor(height / factor)]
  const small = new Uint8Array(columns * rows)
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) small[y * columns + x] = grey[y * factor * width + x * factor] ?? 0
  }
  const shapes = brightShapes(small, columns, rows)
  const letters = shapes.filter(
    ({ box, count }) =>
      box.height >= rows * lowest &&
      box.height <= rows * highest &&
      box.width >= box.height * 0.35 &&
      box.width <= box.height * 1.15 &&
      count >= box.width * box.height * 0.15 &&
      count <= box.width * box.height * 0.75,
  )
  return letters
    .filter(({ box }) => !letters.some((other) => other.box !== box && isNextTo(box, other.box)))
    .sort((a, b) => b.box.height - a.box.height)
    .slice(0, mostCandidates)
    .map(({ box }) => ({
      left: box.left * factor,
      top: box.top * factor,
      width: box.width * factor,
      height: box.height * factor,
    }))
}

function isNextTo(a: Box, b: Box): boolean {
  const gap = Math.max(a.left, b.left) - Math.min(a.left + a.width, b.left + b.width)
  const level = Math.abs(a.top + a.height / 2 - b.top - b.height / 2)
  const alike = Math.min(a.height, b.height) / Math.max(a.height, b.height) > 0.6
  return alike && gap < a.height * 1.2 && level < a.height * 0.6
}

function brightShapes(grey: Uint8Array, columns: number, rows: number): { box: Box; count: number }[] {
  const sorted = Uint8Array.from(grey).sort()
  const middle = sorted[sorted.length >> 1] ?? 0
  const brightest = sorted[Math.floor(sorted.length * 0.999)] ?? 255
  const threshold = middle + 0.6 * (brightest - middle)
  if (brightest - middle < 40) return []
  const seen = new Uint8Array(grey.length)
  const shapes: { box: Box; count: number }[] = []
  for (let start = 0; start < grey.length; start += 1) {
    if (seen[start] || (grey[start] ?? 0) < threshold) continue
    let [left, right, top, bottom, count] = [columns, 0, rows, 0, 0]
    const stack = [start]
    seen[start] = 1
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % columns
      const y = (at - x) / columns
      count += 1
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
      for (const next of [x > 0 ? at - 1 : -1, x < columns - 1 ? at + 1 : -1, at - columns, at + columns]) {
        if (next < 0 || next >= grey.length || seen[next] || (grey[next] ?? 0) < threshold) continue
        seen[next] = 1
        stack.push(next)
      }
    }
    shapes.push({ box: { left, top, width: right - left + 1, height: bottom - top + 1 }, count })
  }
  return shapes
}

/** The shape by itself with room around it, black on white as Tesseract likes it. */
export function cutOut({ width, height, grey }: LabelPicture, box: Box): LabelPicture {
  const room = Math.round(box.height * 0.4)
  const [left, top] = [Math.max(0, box.left - room), Math.max(0, box.top - room)]
  const right = Math.min(width, box.left + box.width + room)
  const bottom = Math.min(height, box.top + box.height + room)
  const cut = new Uint8Array((right - left) * (bottom - top))
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      cut[(y - top) * (right - left) + x - left] = 255 - (grey[y * width + x] ?? 0)
    }
  }
  return { width: right - left, height: bottom - top, grey: cut }
}
