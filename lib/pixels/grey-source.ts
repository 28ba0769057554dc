import type { DecodedFrame, EncodedFrame, Samples } from './frames'
import type { ImageAttributes } from './image-attributes'
import { frameCoding } from './transfer-syntaxes'

/** Grey samples to be shown: cells as they lie in memory, and what of a cell is its stored value. */
export interface GreySource {
  pixels: Samples
  /** null: the cells are the stored values. */
  storedOf: ((cell: number) => number) | null
  /** The bits of a cell that decide its stored value, from the lowest on: 12 of a CT's 16. */
  bits: number
  attributes: ImageAttributes
}

export function greyOfDecoded({ pixels, attributes }: DecodedFrame): GreySource {
  return { pixels, storedOf: null, bits: 8 * pixels.BYTES_PER_ELEMENT, attributes }
}

/**
 * Native grey samples of 8 or 16 bit are shown from the bytes as they were read: what decoding would do to them (PS3.5
 * 8.1.1) goes into the table by which they are shown. null where the frame has to be decoded.
 */
export function greyOfStored({
  TransferSyntaxUID,
  attributes,
  bytes,
  bitOffset,
}: EncodedFrame): GreySource | null {
  const { Rows, Columns, BitsAllocated, BitsStored, HighBit, PixelRepresentation } = attributes
  const coding = frameCoding(TransferSyntaxUID)
  const isPlain =
    coding?.coding === 'native' &&
    coding.littleEndian &&
    (bitOffset ?? 0) === 0 &&
    attributes.pixelKeyword === 'PixelData' &&
    attributes.SamplesPerPixel === 1 &&
    /^MONOCHROME[12]$/.test(attributes.PhotometricInterpretation) &&
    (BitsAllocated === 8 || BitsAllocated === 16)
  const count = Rows * Columns
  if (!isPlain || bytes.length < (count * BitsAllocated) / 8) return null
  const signed = PixelRepresentation === 1
  const pixels = cells(bytes, { count, BitsAllocated, signed })
  if (BitsStored >= BitsAllocated && HighBit === BitsAllocated - 1)
    return { pixels, storedOf: null, bits: BitsAllocated, attributes }
  const up = 31 - HighBit
  const down = 32 - BitsStored
  const storedOf = signed
    ? (cell: number): number => (cell << up) >> down
    : (cell: number): number => (cell << up) >>> down
  return { pixels, storedOf, bits: HighBit + 1, attributes }
}

function cells(
  bytes: Uint8Array,
  { count, BitsAllocated, signed }: { count: number; BitsAllocated: number; signed: boolean },
): Samples {
  const isAligned = (bytes.byteOffset * 8) % BitsAllocated === 0
  const own = isAligned && bytes.buffer instanceof ArrayBuffer ? bytes : new Uint8Array(bytes)
  const buffer = own.buffer as ArrayBuffer
  if (BitsAllocated === 8)
    return signed
      ? new Int8Array(buffer, own.byteOffset, count)
      : new Uint8Array(buffer, own.byteOffset, count)
  return signed
    ? new Int16Array(buffer, own.byteOffset, count)
    : new Uint16Array(buffer, own.byteOffset, count)
}
