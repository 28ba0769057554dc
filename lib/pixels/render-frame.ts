import sharp from 'sharp'
import { displayPixels, greyPixels, type DisplayPixels } from './display-pixels'
import type { DecodedFrame, EncodedFrame } from './frames'
import { greyOfStored } from './grey-source'

export interface RenderRequest {
  /** The window asked for; without it the object's own (PS3.18 8.3.5.1.4). */
  windowCenter?: number
  windowWidth?: number
  /** The viewport: the image fills it as far as its aspect allows (PS3.18 8.3.5.1.3). */
  width?: number
  height?: number
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

function encode(
  { channels, data, rows, columns }: DisplayPixels & { rows: number; columns: number },
  request: RenderRequest,
): Promise<Buffer> {
  const image = sharp(data, { raw: { width: columns, height: rows, channels }, limitInputPixels: false })
  if (request.width !== undefined || request.height !== undefined) {
    image.resize({ width: request.width, height: request.height, fit: 'inside' })
  }
  if (channels === 1) image.toColourspace('b-w')
  // A second pass for a seventh less bytes, or the last tenth of a PNG, takes longer than sending them.
  if (request.format === 'png') return image.png({ compressionLevel: 3 }).toBuffer()
  return image.jpeg({ quality: request.quality ?? 90, optimiseCoding: false }).toBuffer()
}
