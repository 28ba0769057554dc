import { highestOf, type Raster } from './raster'

/** Black to white and white to black, in place. */
export function invert(raster: Raster): Raster {
  const highest = highestOf(raster)
  const { data } = raster
  for (let n = 0; n < data.length; n += 1) data[n] = highest - (data[n] ?? 0)
  return raster
}
