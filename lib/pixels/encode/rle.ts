export interface RleInput {
  /** Little endian, colour interleaved. */
  bytes: Uint8Array
  rows: number
  columns: number
  samplesPerPixel: number
  sampleBytes: number
}

const headerBytes = 64

/** An RLE frame (PS3.5 G): a PackBits segment for each byte of each sample, high byte first, rows apart (G.3.1). */
export function encodeRle({
  bytes,
  rows,
  columns,
  samplesPerPixel,
  sampleBytes,
}: RleInput): Uint8Array<ArrayBuffer> {
  const stride = samplesPerPixel * sampleBytes
  const header = Buffer.alloc(headerBytes)
  header.writeUInt32LE(stride, 0)
  const segments: Buffer[] = []
  const plane = new Uint8Array(columns)
  let at = headerBytes
  for (let segment = 0; segment < stride; segment += 1) {
    const sample = Math.floor(segment / sampleBytes)
    const first = sample * sampleBytes + (sampleBytes - 1 - (segment % sampleBytes))
    // The worst case of PackBits is one more byte for every 128.
    const out = Buffer.alloc(rows * (columns + Math.ceil(columns / 128)) + 1)
    let length = 0
    for (let row = 0; row < rows; row += 1) {
      const start = row * columns * stride + first
      for (let column = 0; column < columns; column += 1) plane[column] = bytes[start + column * stride] ?? 0
      length = packRow(plane, out, length)
    }
    if (length % 2 === 1) length += 1
    header.writeUInt32LE(at, 4 * (segment + 1))
    segments.push(out.subarray(0, length))
    at += length
  }
  return new Uint8Array(Buffer.concat([header, ...segments]))
}

function packRow(row: Uint8Array, out: Buffer, from: number): number {
  let to = from
  let at = 0
  while (at < row.length) {
    const run = runLength(row, at)
    if (run > 1) {
      out[to] = 257 - run
      out[to + 1] = row[at] ?? 0
      to += 2
      at += run
      continue
    }
    const start = at
    while (at < row.length && at - start < 128 && runLength(row, at) < 3) at += 1
    out[to] = at - start - 1
    out.set(row.subarray(start, at), to + 1)
    to += 1 + at - start
  }
  return to
}

function runLength(row: Uint8Array, at: number): number {
  const value = row[at]
  let end = at + 1
  while (end < row.length && end - at < 128 && row[end] === value) end += 1
  return end - at
}
