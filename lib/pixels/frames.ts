import type { ImageAttributes } from './image-attributes'

/** One frame as it stands in the object: encapsulated frames without item headers, native frames without padding. */
export interface EncodedFrame {
  TransferSyntaxUID: string
  bytes: Uint8Array
  attributes: ImageAttributes
  /** For 1-bit frames that do not begin on a byte boundary: bits to skip (PS3.5 8.1.1). */
  bitOffset?: number
  /** VR of the pixel data element; 8-bit samples in OW are swapped in pairs in big endian (PS3.5 8.1.2). */
  vr?: 'OB' | 'OW'
}

export type Samples =
  | Uint8Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>

export const decodedPhotometrics = ['MONOCHROME1', 'MONOCHROME2', 'PALETTE COLOR', 'RGB'] as const
export type DecodedPhotometric = (typeof decodedPhotometrics)[number]

/** Stored values of one frame, row by row, colour interleaved; colour other than palette is always RGB. */
export interface DecodedFrame {
  rows: number
  columns: number
  samplesPerPixel: 1 | 3
  photometricInterpretation: DecodedPhotometric
  bitsStored: number
  pixels: Samples
  attributes: ImageAttributes
}
