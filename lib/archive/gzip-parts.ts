import { promisify } from 'node:util'
import { constants, crc32, deflateRaw, inflateRaw } from 'node:zlib'

/** A piece of text, compressed on its own so that it can stand anywhere in one gzip file. */
export interface GzipPart {
  /** DEFLATE blocks that end on a byte, none of them the last one. */
  deflated: Uint8Array
  crc: number
  /** Of the text. */
  length: number
}

const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)

export async function gzipPart(text: Uint8Array): Promise<GzipPart> {
  const deflated = await deflate(text, { finishFlush: constants.Z_FULL_FLUSH })
  return { deflated, crc: crc32(text), length: text.length }
}

export function plainOf({ deflated }: GzipPart): Promise<Buffer> {
  return inflate(deflated, { finishFlush: constants.Z_SYNC_FLUSH })
}

const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
/** An empty block that is the last one (RFC 1951 3.2.6). */
const last = Buffer.from([0x03, 0x00])

/** One gzip file of the parts in their order (RFC 1952), without opening any of them. */
export function gzipOf(parts: readonly GzipPart[]): Buffer {
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(parts.reduce((crc, part) => crcOfBoth(crc, part.crc, part.length), 0) >>> 0, 0)
  trailer.writeUInt32LE(
    parts.reduce((sum, { length }) => (sum + length) % 2 ** 32, 0),
    4,
  )
  return Buffer.concat([header, ...parts.map(({ deflated }) => deflated), last, trailer])
}

/** The CRC of two texts one after the other, from theirs: as linear algebra over GF(2), in steps of doubled zeros. */
function crcOfBoth(first: number, second: number, secondLength: number): number {
  let crc = first
  let zeros = squared(squared(squared(oneZeroBit)))
  for (let length = secondLength; length > 0; length = Math.floor(length / 2)) {
    if (length % 2 === 1) crc = times(zeros, crc)
    zeros = squared(zeros)
  }
  return (crc ^ second) >>> 0
}

/** What one bit of zero does to each of the 32 bits of a CRC. */
const oneZeroBit: readonly number[] = [0xedb88320, ...Array.from({ length: 31 }, (_, n) => 2 ** n)]

function times(matrix: readonly number[], vector: number): number {
  let sum = 0
  for (let n = 0, bits = vector >>> 0; bits !== 0; n += 1, bits >>>= 1) if (bits & 1) sum ^= matrix[n] ?? 0
  return sum >>> 0
}

function squared(matrix: readonly number[]): number[] {
  return matrix.map((column) => times(matrix, column))
}
