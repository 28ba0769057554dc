import sharp, { type Sharp } from 'sharp'
import { burnedText, type Annotation } from './burned-text'
import type { WindowRequest } from './choose-voi'
import { displayPixels, greyPixels, type DisplayPixels } from './display-pixels'
import type { DecodedFrame, EncodedFrame } from './frames'
import { greyOfStored } from './grey-source'
import { regionWithin, type SourceRegion } from './source-region'

export interface RenderRequest extends WindowRequest {
  /** The viewport: the image fills it as far as its aspect allows (PS3.18 8.3.5.1.3). */
  width?: number
  height?: number
  /** Part of the source that fills the viewport; a negative size turns it over (PS3.18 8.3.5.1.3). */
  region?: SourceRegion
  /** Text that is burned in. */
  annotation?: Annotation
  format?: 'jpeg' | 'png'
  quality?: number
}

/** Renders a decoded frame as a screen would show it. */
export async function renderFrame(frame: DecodedFrame, request: RenderRequest = {}): Promise<Buffer> {
  return encode({ ...displayPixels(frame, request), rows: frame.rows, columns: frame.columns }, request)
}

/** Renders a frame as it is stored, without decoding it first; null where that takes a decoder. */
export function renderStored(frame: EncodedFrame, request: RenderRequest = {}): Promise<Buffer> | null {
  const source = greyOfStored(frame)
  if (!source) return null
  const { Rows: rows, Columns: columns } = frame.attributes
  return encode({ channels: 1, data: greyPixels(source, request), rows, columns }, request)
}

async function encode(
  { channels, data, rows, columns }: DisplayPixels & { rows: number; columns: number },
  request: RenderRequest,
): Promise<Buffer> {
  const image = sharp(data, { raw: { width: columns, height: rows, channels }, limitInputPixels: false })
  const region = regionWithin(request.region, { rows, columns })
  if (region) image.extract(region.area).flop(region.flop).flip(region.flip)
  const { width, height } = request
  if (width !== undefined || height !== undefined) image.resize({ width, height, fit: 'inside' })
  if (request.annotation) {
    const size = fitted(region?.area ?? { width: columns, height: rows }, { width, height })
    const text = await burnedText(request.annotation, size)
    if (text.length > 0) return inFormat(image.toColourspace('srgb').composite(text), request)
  }
  if (channels === 1) image.toColourspace('b-w')
  return inFormat(image, request)
}

function inFormat(image: Sharp, { format, quality }: RenderRequest): Promise<Buffer> {
  // A second pass for a seventh less bytes, or the last tenth of a PNG, takes longer than sending them.
  if (format === 'png') return image.png({ compressionLevel: 3 }).toBuffer()
  return image.jpeg({ quality: quality ?? 90, optimiseCoding: false }).toBuffer()
}

/** What `resize` makes of the source, at least: text must not be larger than the picture. */
function fitted(
  source: { width: number; height: number },
  { width = Infinity, height = Infinity }: { width?: number | undefined; height?: number | undefined },
): { width: number; height: number } {
  const scale = Math.min(width / source.width, height / source.height)
  if (!Number.isFinite(scale)) return source
  return {
    width: Math.max(1, Math.floor(source.width * scale)),
    height: Math.max(1, Math.floor(source.height * scale)),
  }
}
