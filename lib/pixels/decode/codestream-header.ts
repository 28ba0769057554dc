import { undecodable } from './undecodable'

/** What a compressed frame says of itself, read before any decoder allocates for it. */
export interface CodestreamHeader {
  rows: number
  columns: number
  components: number
  precision: number
  /** J2K only: whether the samples are signed; null where the code has no notion of it. */
  signed: boolean | null
  /** JPEG only: what the stream itself says of its colours; null when it says nothing. */
  colour: 'RGB' | 'YBR' | null
}

/**
 * Reads SOFn of JPEG and JPEG-LS (ISO 10918-1 B.2.2, 14495-1 C.2.2) or SIZ of JPEG 2000 (ISO 15444-1 A.5.1).
 * @throws AppError not-acceptable when neither is found.
 */
export function readCodestreamHeader(bytes: Uint8Array): CodestreamHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length > 4 && view.getUint16(0) === 0xffd8) return readJpeg(view)
  const siz = findJpeg2000(bytes)
  if (siz !== null && bytes.length > siz + 42) return readJpeg2000(view, siz)
  throw undecodable('the frame does not begin like an image of its transfer syntax')
}

/** Where SOC and SIZ stand: at the start, or behind the boxes of a JP2 file, which some senders embed whole. */
function findJpeg2000(bytes: Uint8Array): number | null {
  const boxed = bytes.length > 12 && bytes[4] === 0x6a && bytes[5] === 0x50
  const last = boxed ? Math.min(bytes.length - 4, 4_096) : 0
  for (let at = 0; at <= last; at += 1) {
    if (bytes[at] === 0xff && bytes[at + 1] === 0x4f && bytes[at + 2] === 0xff && bytes[at + 3] === 0x51)
      return at
  }
  return null
}

function readJpeg2000(view: DataView, at: number): CodestreamHeader {
  const precision = view.getUint8(at + 42)
  return {
    columns: view.getUint32(at + 8) - view.getUint32(at + 16),
    rows: view.getUint32(at + 12) - view.getUint32(at + 20),
    components: view.getUint16(at + 40),
    precision: (precision & 0x7f) + 1,
    signed: (precision & 0x80) !== 0,
    colour: null,
  }
}

function readJpeg(view: DataView): CodestreamHeader {
  let jfif = false
  let adobe: number | null = null
  let at = 2
  while (at + 4 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) throw undecodable('a JPEG marker is missing')
    const marker = view.getUint8(at + 1)
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2
      continue
    }
    const length = view.getUint16(at + 2)
    if (isFrameHeader(marker)) return readFrameHeader(view, at, { jfif, adobe })
    if (marker === 0xda || marker === 0xd9 || length < 2) break
    if (marker === 0xe0 && text(view, at + 4, 4) === 'JFIF') jfif = true
    if (marker === 0xee && length >= 14 && text(view, at + 4, 5) === 'Adobe' && at + 15 < view.byteLength) {
      adobe = view.getUint8(at + 15)
    }
    at += 2 + length
  }
  throw undecodable('the JPEG frame header is missing')
}

/** SOF0–SOF15 without DHT, JPG and DAC, and SOF55 of JPEG-LS. */
function isFrameHeader(marker: number): boolean {
  return (
    marker === 0xf7 ||
    (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
  )
}

function readFrameHeader(
  view: DataView,
  at: number,
  { jfif, adobe }: { jfif: boolean; adobe: number | null },
): CodestreamHeader {
  if (at + 10 > view.byteLength) throw undecodable('the JPEG frame header is cut short')
  const components = view.getUint8(at + 9)
  if (at + 10 + 3 * components > view.byteLength) throw undecodable('the JPEG frame header is cut short')
  const ids = Array.from({ length: components }, (_, n) =>
    String.fromCharCode(view.getUint8(at + 10 + 3 * n)),
  ).join('')
  const colour = adobe === 0 ? 'RGB' : adobe === 1 ? 'YBR' : ids === 'RGB' ? 'RGB' : jfif ? 'YBR' : null
  return {
    precision: view.getUint8(at + 4),
    rows: view.getUint16(at + 5),
    columns: view.getUint16(at + 7),
    components,
    signed: null,
    colour,
  }
}

function text(view: DataView, at: number, length: number): string {
  let result = ''
  for (let n = at; n < Math.min(at + length, view.byteLength); n += 1)
    result += String.fromCharCode(view.getUint8(n))
  return result
}
