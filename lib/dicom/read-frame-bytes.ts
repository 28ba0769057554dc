import type { FrameLocation } from './frame-location'
import type { ReadRange } from './read-part10'

/** The bytes of one frame, fragments joined and a 1-bit frame moved so that it begins with a byte. */
export async function readFrameBytes(location: FrameLocation, read: ReadRange): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for (const { offset, length } of location.ranges) pieces.push(await read(offset, length))
  const [only] = pieces
  const bytes = pieces.length === 1 && only ? only : Buffer.concat(pieces)
  const { bitOffset, bitLength } = location
  return bitOffset === 0 || bitLength === undefined ? bytes : shiftBits(bytes, { bitOffset, bitLength })
}

/** Bits are packed from the least significant on (PS3.5 8.1.1). */
function shiftBits(
  bytes: Uint8Array,
  { bitOffset, bitLength }: { bitOffset: number; bitLength: number },
): Uint8Array {
  const shifted = new Uint8Array(Math.ceil(bitLength / 8))
  for (let i = 0; i < shifted.length; i += 1) {
    const word = (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8)
    shifted[i] = (word >> bitOffset) & 0xff
  }
  return shifted
}
