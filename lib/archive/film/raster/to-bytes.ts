import { endianness } from 'node:os'
import type { Raster } from './raster'

/** Samples as little-endian bytes. */
export function toBytes({ data }: Pick<Raster, 'data'>): Uint8Array<ArrayBuffer> {
  if (data instanceof Uint8Array) return data
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  if (endianness() === 'BE') Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).swap16()
  return bytes
}
