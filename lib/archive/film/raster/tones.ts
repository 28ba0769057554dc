import { highestOf, type Raster } from './raster'

export interface Tones {
  /** Count of each of 256 steps from black to white. */
  counts: Uint32Array
  total: number
}

/** The distribution of grey, in 256 steps whatever the depth; of colour all samples together. */
export function tonesOf({ data }: Pick<Raster, 'data'>): Tones {
  const counts = new Uint32Array(256)
  const shift = data instanceof Uint16Array ? 8 : 0
  for (let n = 0; n < data.length; n += 1) {
    const step = (data[n] ?? 0) >> shift
    counts[step] = (counts[step] ?? 0) + 1
  }
  return { counts, total: data.length }
}

/** The step below which this part of all pixels lies. */
export function toneAt({ counts, total }: Tones, part: number): number {
  let seen = 0
  for (let step = 0; step < 256; step += 1) {
    seen += counts[step] ?? 0
    if (seen > part * total) return step
  }
  return 255
}

/** A window that holds all but the outermost half percent on either side (PS3.3 C.11.2.1.2). */
export function windowOf(raster: Raster): { center: number; width: number } {
  const tones = tonesOf(raster)
  const scale = highestOf(raster) / 255
  const low = toneAt(tones, 0.005) * scale
  const high = (toneAt(tones, 0.995) + 1) * scale
  return { center: Math.round((low + high) / 2), width: Math.max(2, Math.round(high - low)) }
}
