import sharp from 'sharp'
import { displayPixels } from './display-pixels'
import type { DecodedFrame } from './frames'

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
  const { channels, data } = displayPixels(frame, request)
  const raw = { width: frame.columns, height: frame.rows, channels }
  const image = sharp(data, { raw, limitInputPixels: false })
  if (request.width !== undefined || request.height !== undefined) {
    image.resize({ width: request.width, height: request.height, fit: 'inside' })
  }
  if (channels === 1) image.toColourspace('b-w')
  if (request.format === 'png') return image.png().toBuffer()
  return image.jpeg({ quality: request.quality ?? 90 }).toBuffer()
}
