import { emptyLike, type Raster } from './raster'

/** The picture at a whole fraction of its size, each pixel the mean of a block; at most `longest` pixels a side. */
export function shrink(raster: Raster, longest: number): Raster {
  const factor = Math.ceil(Math.max(raster.width, raster.height) / longest)
  if (factor <= 1) return raster
  const { channels, data } = raster
  const width = Math.max(1, Math.floor(raster.width / factor))
  const height = Math.max(1, Math.floor(raster.height / factor))
  const out = emptyLike(raster, width * height * channels)
  const stride = raster.width * channels
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        let sum = 0
        for (let y = 0; y < factor; y += 1) {
          const start = (row * factor + y) * stride + column * factor * channels + channel
          for (let x = 0; x < factor; x += 1) sum += data[start + x * channels] ?? 0
        }
        out[(row * width + column) * channels + channel] = sum / (factor * factor) + 0.5
      }
    }
  }
  return { width, height, channels, data: out }
}
