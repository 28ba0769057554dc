import { createRequire } from 'node:module'
import path from 'node:path'
import sharp, { type OverlayOptions } from 'sharp'

/** Lines at the top and at the bottom of a rendered image. */
export interface Annotation {
  top?: readonly string[]
  bottom?: readonly string[]
}

/** Liberation Sans comes with PDF.js: a server has no fonts of its own to rely on. */
const fontfile = path.join(
  path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')),
  'standard_fonts/LiberationSans-Regular.ttf',
)
/** A picture smaller than this has no room for words. */
const smallest = 128
const margin = 4

/** The text as overlays for a picture of this size: white on a dark ground, legible on any image. */
export async function burnedText(
  { top = [], bottom = [] }: Annotation,
  { width, height }: { width: number; height: number },
): Promise<OverlayOptions[]> {
  if (width < smallest || height < smallest) return []
  const room = { width: width - 2 * margin, height: Math.floor(height / 2) - 2 * margin }
  const points = Math.max(8, Math.min(28, Math.round(Math.min(width, height) / 30)))
  const overlays: OverlayOptions[] = []
  for (const [lines, atTop] of [
    [top, true],
    [bottom, false],
  ] as const) {
    if (lines.length === 0) continue
    const block = await textBlock(lines, points, room)
    const y = atTop ? margin : height - margin - block.height
    overlays.push({ input: block.png, left: margin, top: Math.max(0, y) })
  }
  return overlays
}

async function textBlock(
  lines: readonly string[],
  points: number,
  room: { width: number; height: number },
): Promise<{ png: Buffer; height: number }> {
  const markup = `<span foreground="white">${lines.map(escape).join('\n')}</span>`
  const text = await sharp({
    text: {
      text: markup,
      font: `Liberation Sans ${points}`,
      fontfile,
      rgba: true,
      dpi: 72,
      width: room.width,
    },
  })
    .extend({ top: 2, bottom: 2, left: 3, right: 3, background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .flatten({ background: '#000000' })
    .png()
    .toBuffer({ resolveWithObject: true })
  const { width, height } = text.info
  if (width <= room.width && height <= room.height) return { png: text.data, height }
  const cut = { left: 0, top: 0, width: Math.min(width, room.width), height: Math.min(height, room.height) }
  return { png: await sharp(text.data).extract(cut).png().toBuffer(), height: cut.height }
}

/** Pango reads markup, and control characters are none of its business. */
function escape(line: string): string {
  return line
    .replace(/\p{Cc}/gu, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
}
