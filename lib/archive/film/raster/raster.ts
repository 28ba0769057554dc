/** Samples of a picture, row by row, interleaved; 16-bit ones span 0 to 65,535. */
export interface Raster {
  width: number
  height: number
  channels: 1 | 3
  data: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>
}

export function highestOf({ data }: Pick<Raster, 'data'>): number {
  return data instanceof Uint16Array ? 65_535 : 255
}

export function emptyLike({ data }: Raster, length: number): Raster['data'] {
  return data instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length)
}
