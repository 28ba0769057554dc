import { AppError } from '@/lib/errors'
import type { DicomJson } from './dicom-json'
import { tagOf } from './dictionary'
import { fragmentsByFrame } from './fragments-by-frame'
import { numberOf, textOf } from './json-values'
import type { PixelDataLocation } from './parse-part10'
import type { ReadRange } from './read-part10'
import { pixelDataTags } from './walk-data-set'

export interface ByteRange {
  offset: number
  length: number
}

/** Where one frame lies: its fragments one after the other, or one piece of native pixel data. */
export interface FrameLocation {
  ranges: ByteRange[]
  /** Bits to skip in the first byte: native 1-bit frames need not begin on a byte (PS3.5 8.1.1). */
  bitOffset: number
  /** Of the frame in bits; undefined when encapsulated. */
  bitLength: number | undefined
}

export interface FrameTable {
  NumberOfFrames: number
  /** @param frame 1 for the first. @throws AppError('not-found') beyond the last. */
  at: (frame: number) => FrameLocation
}

/** The pixel data of an instance as its stored DICOM JSON describes it; null without any. */
export function pixelDataOfJson(json: DicomJson): PixelDataLocation | null {
  for (const tag of pixelDataTags) {
    const attribute = json[tag]
    if (!attribute?.BulkData) continue
    const { offset, length } = attribute.BulkData
    const encapsulated = length < 0
    return { tag, vr: attribute.vr, offset, length: encapsulated ? undefined : length, encapsulated }
  }
  return null
}

/**
 * Finds every frame of an instance (PS3.5 8 and A.4). Native frames are computed; encapsulated ones are found by
 * the extended offset table, or else by stepping over the fragments, eight bytes each. `read` gives bytes of what the offsets count in
 * (of the inflated data set for a deflated file).
 */
export async function frameTable(json: DicomJson, read: ReadRange, totalLength: number): Promise<FrameTable> {
  const pixelData = pixelDataOfJson(json)
  if (!pixelData) throw new AppError('not-found', 'This object has no pixel data.')
  const NumberOfFrames = Math.max(1, Math.floor(numberOf(json, 'NumberOfFrames') ?? 1))
  const locate = pixelData.encapsulated
    ? await encapsulatedFrames({ json, pixelData, NumberOfFrames, read, totalLength })
    : nativeFrames(json, pixelData)
  return {
    NumberOfFrames,
    at: (frame) => {
      const location = Number.isInteger(frame) && frame >= 1 && frame <= NumberOfFrames ? locate(frame) : null
      if (!location) throw new AppError('not-found', `There is no frame ${frame} in this object.`)
      return location
    },
  }
}

function nativeFrames(
  json: DicomJson,
  pixelData: PixelDataLocation,
): (frame: number) => FrameLocation | null {
  const pixels = (numberOf(json, 'Rows') ?? 0) * (numberOf(json, 'Columns') ?? 0)
  const bitLength = pixels * bitsPerPixel(json)
  return (frame) => {
    const firstBit = (frame - 1) * bitLength
    const from = Math.floor(firstBit / 8)
    const to = Math.ceil((firstBit + bitLength) / 8)
    if (bitLength <= 0 || to > (pixelData.length ?? 0)) return null
    return {
      ranges: [{ offset: pixelData.offset + from, length: to - from }],
      bitOffset: firstBit % 8,
      bitLength,
    }
  }
}

/** Native chroma subsampling stores fewer samples (PS3.3 C.7.6.3.1.2). */
function bitsPerPixel(json: DicomJson): number {
  const allocated = numberOf(json, 'BitsAllocated') ?? 0
  const photometric = textOf(json, 'PhotometricInterpretation')
  if (photometric === 'YBR_FULL_422' || photometric === 'YBR_PARTIAL_422') return 2 * allocated
  if (photometric === 'YBR_PARTIAL_420') return 1.5 * allocated
  return (numberOf(json, 'SamplesPerPixel') ?? 1) * allocated
}

interface EncapsulatedInput {
  json: DicomJson
  pixelData: PixelDataLocation
  NumberOfFrames: number
  read: ReadRange
  totalLength: number
}

async function encapsulatedFrames(
  input: EncapsulatedInput,
): Promise<(frame: number) => FrameLocation | null> {
  const frames = (await extendedOffsets(input)) ?? (await fragmentsByFrame(input))
  return (frame) => {
    const ranges = frames[frame - 1]
    return ranges ? { ranges, bitOffset: 0, bitLength: undefined } : null
  }
}

/** ExtendedOffsetTable with its lengths: one fragment a frame (PS3.3 C.7.6.3.1.8). Not trusted past the file's end. */
async function extendedOffsets(input: EncapsulatedInput): Promise<ByteRange[][] | null> {
  const offsets = await longs(input, 'ExtendedOffsetTable')
  const lengths = await longs(input, 'ExtendedOffsetTableLengths')
  if (!offsets || offsets.length !== input.NumberOfFrames || lengths?.length !== offsets.length) return null
  const first = input.pixelData.offset + 8 // past the basic offset table's item, empty in this case
  const ranges = offsets.map((offset, i) => ({ offset: first + offset + 8, length: lengths[i] ?? 0 }))
  const fits = ranges.every((range) => range.offset + range.length <= input.totalLength)
  return fits ? ranges.map((range) => [range]) : null
}

async function longs({ json, read }: EncapsulatedInput, keyword: string): Promise<number[] | null> {
  const attribute = json[tagOf(keyword)]
  if (!attribute) return null
  const bytes = attribute.InlineBinary
    ? Buffer.from(attribute.InlineBinary, 'base64')
    : attribute.BulkData && attribute.BulkData.length <= 64 * 1024 * 1024
      ? Buffer.from(await read(attribute.BulkData.offset, attribute.BulkData.length))
      : Buffer.alloc(0)
  const values: number[] = []
  for (let at = 0; at + 8 <= bytes.length; at += 8) values.push(Number(bytes.readBigUInt64LE(at)))
  return values.length > 0 ? values : null
}
