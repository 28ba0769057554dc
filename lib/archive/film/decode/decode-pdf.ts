import { createRequire } from 'node:module'
import path from 'node:path'
import { AppError } from '@/lib/errors'
import type { FilmSource } from '../film-answers'
import type { Raster } from '../raster/raster'
import { maxPages, maxPagePixels, maxPdfPixels } from './limits'

type PdfJs = Awaited<ReturnType<typeof load>>
type Page = Awaited<ReturnType<Awaited<ReturnType<typeof open>>['document']['getPage']>>

/** What PDF.js draws on; @napi-rs/canvas underneath. */
interface DrawnPage {
  canvas: HTMLCanvasElement | null
  context: CanvasRenderingContext2D
}

const root = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
/** Of a page without pictures; 300 dots per inch is what offices scan with. */
const plainScale = 300 / 72

/** Late: only who hands in a PDF waits for it. */
function load() {
  return import('pdfjs-dist/legacy/build/pdf.mjs')
}

async function open(bytes: Uint8Array) {
  const pdf = await load()
  const task = pdf.getDocument({
    // PDF.js takes the buffer over.
    data: Uint8Array.from(bytes),
    isEvalSupported: false,
    enableXfa: false,
    useSystemFonts: false,
    disableFontFace: true,
    stopAtErrors: true,
    maxImageSize: maxPagePixels,
    verbosity: 0,
    wasmUrl: `${root}/wasm/`,
    standardFontDataUrl: `${root}/standard_fonts/`,
    cMapUrl: `${root}/cmaps/`,
  })
  try {
    return { pdf, document: await task.promise, close: () => task.destroy() }
  } catch (cause) {
    await task.destroy()
    if (cause instanceof Error && cause.name === 'PasswordException') {
      throw new AppError('unprocessable', 'The PDF is locked by a password. Save it without one.', { cause })
    }
    throw damaged(cause)
  }
}

/** How many pages, and how large each will be drawn. */
export async function inspectPdf(bytes: Uint8Array): Promise<FilmSource> {
  const { document, pdf, close } = await open(bytes)
  try {
    const pages = document.numPages
    if (pages > maxPages) throw new AppError('too-large', `A file may have ${maxPages} pages at most.`)
    const sizes: FilmSource['sizes'] = []
    for (let page = 1; page <= pages; page += 1) {
      // Measuring a page reads its pictures; beyond the first few the paper size has to do.
      const scale = page <= 20 ? await scaleOf(pdf, await document.getPage(page)) : plainScale
      const { width, height } = (await document.getPage(page)).getViewport({ scale })
      sizes.push({ width: Math.round(width), height: Math.round(height) })
    }
    return { mediaType: 'application/pdf', pages, sizes, bits: 8, colour: true }
  } catch (cause) {
    throw cause instanceof AppError ? cause : damaged(cause)
  } finally {
    await close()
  }
}

/** One page, drawn so that its largest picture keeps its own pixels. */
export async function decodePdf(
  bytes: Uint8Array,
  { page: number, colour }: { page: number; colour: boolean },
): Promise<Raster> {
  const { document, pdf, close } = await open(bytes)
  try {
    const page = await document.getPage(number)
    const viewport = page.getViewport({ scale: number <= 20 ? await scaleOf(pdf, page) : plainScale })
    const [width, height] = [Math.round(viewport.width), Math.round(viewport.height)]
    const factory = document.canvasFactory as {
      create(width: number, height: number): DrawnPage
      destroy(drawn: DrawnPage): void
    }
    const drawn = factory.create(width, height)
    const { canvas, context } = drawn
    await page.render({ canvas, canvasContext: context, viewport, background: '#ffffff' }).promise
    const pixels = context.getImageData(0, 0, width, height).data
    factory.destroy(drawn)
    return { width, height, channels: colour ? 3 : 1, data: colour ? toRgb(pixels) : toGrey(pixels) }
  } catch (cause) {
    throw cause instanceof AppError ? cause : damaged(cause)
  } finally {
    await close()
  }
}

/** Pixels for each point of the page: those of its largest picture, within the limit. */
async function scaleOf(pdf: PdfJs, page: Page): Promise<number> {
  const { width, height } = page.getViewport({ scale: 1 })
  const { fnArray, argsArray } = await page.getOperatorList()
  let longest = 0
  fnArray.forEach((operator, n) => {
    if (operator !== pdf.OPS.paintImageXObject && operator !== pdf.OPS.paintImageMaskXObject) return
    const args: unknown = argsArray[n]
    const [, columns, rows] = Array.isArray(args) ? (args as unknown[]) : []
    if (typeof columns === 'number' && typeof rows === 'number') longest = Math.max(longest, columns, rows)
  })
  const wanted = longest > 0 ? longest / Math.max(width, height) : plainScale
  return Math.min(Math.max(wanted, 1), Math.sqrt(maxPdfPixels / (width * height)))
}

function toGrey(rgba: Uint8ClampedArray): Uint8Array<ArrayBuffer> {
  const grey = new Uint8Array(rgba.length / 4)
  for (let n = 0; n < grey.length; n += 1) {
    // ITU-R BT.601
    grey[n] =
      0.299 * (rgba[4 * n] ?? 0) + 0.587 * (rgba[4 * n + 1] ?? 0) + 0.114 * (rgba[4 * n + 2] ?? 0) + 0.5
  }
  return grey
}

function toRgb(rgba: Uint8ClampedArray): Uint8Array<ArrayBuffer> {
  const rgb = new Uint8Array((rgba.length / 4) * 3)
  for (let n = 0; n < rgba.length / 4; n += 1) {
    rgb[3 * n] = rgba[4 * n] ?? 0
    rgb[3 * n + 1] = rgba[4 * n + 1] ?? 0
    rgb[3 * n + 2] = rgba[4 * n + 2] ?? 0
  }
  return rgb
}

function damaged(cause: unknown): AppError {
  return new AppError('unprocessable', 'The PDF is damaged or has no pages that can be shown.', { cause })
}
