import sharp from 'sharp'
import type { Raster } from '../raster/raster'
import { toneAt, tonesOf } from '../raster/tones'

/** For a screen. Of 16 bits those greys that occur are spread over the 8 that a screen has. */
export async function encodeJpeg(raster: Raster): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, channels } = raster
  const { data } = await sharp(to8Bits(raster), { raw: { width, height, channels } })
    .jpeg({ quality: 86 })
    .toBuffer({ resolveWithObject: true })
  return new Uint8Array(data)
}

function to8Bits(raster: Raster): Uint8Array {
  const { data } = raster
  if (data instanceof Uint8Array) return data
  const tones = tonesOf(raster)
  const low = toneAt(tones, 0.002) * 256
  const high = (toneAt(tones, 0.998) + 1) * 256
  const out = new Uint8ClampedArray(data.length)
  for (let n = 0; n < data.length; n += 1) out[n] = (((data[n] ?? 0) - low) / (high - low)) * 255
  return new Uint8Array(out.buffer)
}
