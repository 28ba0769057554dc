import { promisify } from 'node:util'
import { deflateRaw } from 'node:zlib'
import { tagOf } from '@/lib/dicom/dictionary'
import { inflatePart10 } from '@/lib/dicom/inflate'
import { encapsulateFrames } from '@/lib/dicom/encapsulate-frames'
import { frameTable } from '@/lib/dicom/frame-location'
import { numberOf, textOf } from '@/lib/dicom/json-values'
import { toLittleEndian } from '@/lib/dicom/little-endian'
import { parseDataSet, type Part10 } from '@/lib/dicom/parse-part10'
import { readFrameBytes } from '@/lib/dicom/read-frame-bytes'
import { readFileMeta } from '@/lib/dicom/read-file-meta'
import { compressedIcons, rewritePart10, type Replacement } from '@/lib/dicom/rewrite-part10'
import { ExplicitVRLittleEndian, transferSyntax } from '@/lib/dicom/transfer-syntax'
import { AppError } from '@/lib/errors'
import { imageAttributes } from '@/lib/pixels/attributes'
import type { ReencodedFrame } from '@/lib/pixels/encode/reencode-samples'
import { unencodable } from '@/lib/pixels/encode/unencodable'
import { reencodeFrame } from '@/lib/pixels/reencode-frame'
import { RLELossless } from '@/lib/pixels/transfer-syntaxes'

const deflateAsync = promisify(deflateRaw)
/** Frames of one object that are under way at once: the other thread is for people who look at images. */
const atOnce = 2
const mostMs = 5 * 60_000

/**
 * A whole DICOM file in another transfer syntax, without loss beyond what it had. Pixels keep their stored values;
 * lossy JPEG in YBR becomes RGB. Everything outside the pixel data is kept, as `rewritePart10` says.
 * @throws AppError not-acceptable when that cannot be done
 */
export async function transcodePart10(file: Uint8Array, TransferSyntaxUID: string): Promise<Buffer> {
  const part10 = await openWhole(file)
  const source = transferSyntax(part10.TransferSyntaxUID)
  const target = transferSyntax(TransferSyntaxUID)
  if (source.uid === target.uid) return asBuffer(file)
  const replaced = new Map<string, Replacement>()
  if (!target.encapsulated) for (const tag of compressedIcons(part10.dataSet)) replaced.set(tag, null)
  if (part10.pixelData && (source.encapsulated || target.encapsulated)) {
    for (const [tag, value] of await anewPixels(part10, TransferSyntaxUID)) replaced.set(tag, value)
  } else if (part10.pixelData && source.bigEndian) {
    replaced.set(part10.pixelData.tag, swappedPixels(part10))
  } else if (target.encapsulated) {
    throw unencodable('it has no pixel data to compress')
  }
  const { header, body } = rewritePart10({ part10, TransferSyntaxUID, replaced })
  if (!target.deflated) return Buffer.concat([header, ...body])
  const deflated = await deflateAsync(Buffer.concat(body))
  return Buffer.concat([header, deflated, Buffer.alloc(deflated.length % 2)])
}

async function openWhole(file: Uint8Array): Promise<Part10> {
  const meta = readFileMeta(file, file.length)
  const deflated = transferSyntax(meta.TransferSyntaxUID).deflated
  const bytes = deflated ? await inflatePart10(file, meta.metaLength) : file
  return parseDataSet({ bytes, totalLength: bytes.length, meta })
}

async function anewPixels(part10: Part10, target: string): Promise<Map<string, Replacement>> {
  refuseEmbeddedOverlays(part10)
  const frames = await anewFrames(part10, target)
  const { json } = part10
  const [first] = frames
  if (!first) throw unencodable('it has no frames')
  if (frames.some((frame) => frame.PhotometricInterpretation !== first.PhotometricInterpretation))
    throw unencodable('its frames have different colours')
  const encapsulated = transferSyntax(target).encapsulated
  const BitsAllocated = numberOf(json, 'BitsAllocated') ?? 8
  const BitsStored = Math.max(...frames.map((frame) => frame.BitsStored))
  const replaced = new Map<string, Replacement>([
    [tagOf('ExtendedOffsetTable'), null],
    [tagOf('ExtendedOffsetTableLengths'), null],
  ])
  const pixelTag = part10.pixelData?.tag ?? tagOf('PixelData')
  replaced.set(
    pixelTag,
    encapsulated
      ? { vr: 'OB', value: encapsulateFrames(frames.map(({ bytes }) => bytes)), undefinedLength: true }
      : { vr: BitsAllocated > 8 ? 'OW' : 'OB', value: joined(frames, part10, BitsAllocated) },
  )
  const { PhotometricInterpretation } = first
  if (textOf(json, 'PhotometricInterpretation').trim() !== PhotometricInterpretation) {
    const padded = PhotometricInterpretation.padEnd(Math.ceil(PhotometricInterpretation.length / 2) * 2)
    replaced.set(tagOf('PhotometricInterpretation'), { vr: 'CS', value: Buffer.from(padded, 'latin1') })
  }
  const shorts: Record<string, number> = { BitsStored, HighBit: BitsStored - 1 }
  // Segments of RLE are planes; every other form here has its colours by pixel (PS3.3 C.7.6.3.1.3).
  if ((numberOf(json, 'SamplesPerPixel') ?? 1) > 1)
    shorts.PlanarConfiguration = target === RLELossless ? 1 : 0
  for (const [keyword, number] of Object.entries(shorts)) {
    if (numberOf(json, keyword) === number) continue
    const value = Buffer.alloc(2)
    value.writeUInt16LE(number)
    replaced.set(tagOf(keyword), { vr: 'US', value })
  }
  return replaced
}

async function anewFrames(part10: Part10, target: string): Promise<ReencodedFrame[]> {
  const { json } = part10
  const { bytes, TransferSyntaxUID } = littleEndianPixels(part10)
  const read = (at: number, length: number): Promise<Uint8Array> =>
    Promise.resolve(bytes.subarray(at, at + length))
  const table = await frameTable(json, read, bytes.length)
  const attributes = await imageAttributes(json)
  const vr = part10.pixelData?.vr === 'OW' ? ({ vr: 'OW' } as const) : {}
  const frames: ReencodedFrame[] = []
  const until = Date.now() + mostMs
  let next = 1
  async function work(): Promise<void> {
    while (next <= table.NumberOfFrames) {
      const frame = next
      next += 1
      if (Date.now() > until)
        throw new AppError('unavailable', 'Converting this object takes too long just now. Try again later.')
      const frameBytes = await readFrameBytes(locate(table.at, frame), read)
      frames[frame - 1] = await reencodeFrame(
        { TransferSyntaxUID, bytes: frameBytes, attributes, ...vr },
        target,
      )
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return frames
}

function locate<T>(at: (frame: number) => T, frame: number): T {
  try {
    return at(frame)
  } catch (cause) {
    throw unencodable(`frame ${frame} is missing in its pixel data`, cause)
  }
}

/** Native frames one after the other; those of single bits follow each other within a byte (PS3.5 8.1.1). */
function joined(frames: readonly ReencodedFrame[], { json }: Part10, BitsAllocated: number): Uint8Array {
  if (BitsAllocated !== 1) return Buffer.concat(frames.map(({ bytes }) => bytes))
  const bits = (numberOf(json, 'Rows') ?? 0) * (numberOf(json, 'Columns') ?? 0)
  const all = new Uint8Array(Math.ceil((bits * frames.length) / 8))
  frames.forEach(({ bytes }, n) => {
    for (let bit = 0, to = n * bits; bit < bits; bit += 1, to += 1)
      if (((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1) all[to >> 3] = (all[to >> 3] ?? 0) | (1 << (to & 7))
  })
  return all
}

/** Frames of odd length share their words (PS3.5 8.1.2), so the order of bytes is changed before they are taken apart. */
function littleEndianPixels(part10: Part10): { bytes: Uint8Array; TransferSyntaxUID: string } {
  const { bytes, TransferSyntaxUID, pixelData } = part10
  const swapped = transferSyntax(TransferSyntaxUID).bigEndian ? swappedPixels(part10) : null
  if (!swapped || !pixelData) return { bytes, TransferSyntaxUID }
  const before = bytes.subarray(0, pixelData.offset)
  return { bytes: Buffer.concat([before, swapped.value]), TransferSyntaxUID: ExplicitVRLittleEndian }
}

function swappedPixels({ bytes, json, pixelData }: Part10): Replacement {
  if (!pixelData) return null
  const value = bytes.subarray(pixelData.offset, pixelData.offset + (pixelData.length ?? 0))
  // 8-bit samples in OW are swapped in pairs as well (PS3.5 8.1.2); OB never is.
  const wordSize = pixelData.vr === 'OB' ? 1 : Math.max(2, (numberOf(json, 'BitsAllocated') ?? 16) / 8)
  return { vr: pixelData.vr, value: toLittleEndian(value, { vr: pixelData.vr, bigEndian: true, wordSize }) }
}

/** Overlays in the unused bits of the pixels (retired, PS3.5 8.1.2) would be lost. */
function refuseEmbeddedOverlays({ json }: Part10): void {
  const first = tagOf('OverlayBitPosition')
  for (let group = 0; group < 0x20; group += 2) {
    const prefix = `60${group.toString(16).toUpperCase().padStart(2, '0')}`
    const position = json[`${prefix}${first.slice(4)}`]?.Value?.[0]
    if (typeof position === 'number' && position > 0 && !json[`${prefix}${tagOf('OverlayData').slice(4)}`])
      throw unencodable('it has an overlay in the unused bits of its pixels')
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
